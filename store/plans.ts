import type { Response } from '../domain/follow-up.ts';
import { NO_PLAN, type Plan } from '../domain/plan.ts';
import type { Records } from '../domain/store.ts';
import type { Connection } from './connection.ts';
import { frozen, type Memory, recall } from './memory.ts';
import { type Holes, query } from './query.ts';

/* What patients are to be reminded of and asked, and what they filled in. */

const planOf = query((db, $: Holes<{ patient: string }>) => db.selectFrom('plans').select('body').where('patient', '=', $.patient));
const writePlan = query((db, $: Holes<{ patient: string; body: string }>) =>
  db
    .insertInto('plans')
    .values({ patient: $.patient, body: $.body })
    .onConflict((conflict) => conflict.column('patient').doUpdateSet({ body: $.body })),
);

/** A few hundred bytes each; whoever has none is remembered too, because each batch of readings asks. */
const REMEMBERED = 10_000;

export function plans(connection: Connection, memory: Memory): Records['plans'] {
  const shelf = memory.shelf<Plan>('plans', REMEMBERED);
  return {
    async of(patients) {
      const found = await recall(shelf, patients, async (missing) => {
        const rows = await connection.oneEach(
          planOf,
          missing.map((patient) => ({ patient })),
        );
        return rows.map((row) => (row ? frozen(JSON.parse(row.body) as Plan) : NO_PLAN));
      });
      return new Map(patients.flatMap((patient, i) => (found[i] && found[i] !== NO_PLAN ? [[patient, found[i]]] : [])));
    },
    async get(patient) {
      const row = await connection.one(planOf, { patient });
      return row && (JSON.parse(row.body) as Plan);
    },
    async save(patient, plan) {
      const body = JSON.stringify(plan);
      await connection.run(writePlan, { patient, body });
      shelf.put(patient, frozen(JSON.parse(body)));
    },
  };
}

const responseById = query((db, $: Holes<{ id: string }>) => db.selectFrom('responses').select('body').where('id', '=', $.id));
const responsesOf = query((db, $: Holes<{ patient: string; count: number }>) =>
  db.selectFrom('responses').select('body').where('patient', '=', $.patient).orderBy('answered', 'desc').orderBy('id').limit($.count),
);
const writeResponse = query((db, $: Holes<{ id: string; patient: string; answered: number; body: string }>) =>
  db
    .insertInto('responses')
    .values({ id: $.id, patient: $.patient, answered: $.answered, body: $.body })
    .onConflict((conflict) => conflict.column('id').doNothing()),
);

export function responses(connection: Connection): Records['responses'] {
  return {
    async get(id) {
      const row = await connection.one(responseById, { id });
      return row && (JSON.parse(row.body) as Response);
    },
    of: async (patient, count) => (await connection.all(responsesOf, { patient, count })).map(({ body }) => JSON.parse(body) as Response),
    async save(response) {
      const { id, patient, answered } = response;
      await connection.run(writeResponse, { id, patient, answered, body: JSON.stringify(response) });
    },
  };
}
