import type { Response } from '../domain/follow-up.ts';
import type { Plan } from '../domain/plan.ts';
import type { Records } from '../domain/store.ts';
import type { Connection } from './connection.ts';
import { type Holes, query } from './query.ts';

/* What patients are to be reminded of and asked, and what they filled in. */

const planOf = query((db, $: Holes<{ patient: string }>) => db.selectFrom('plans').select('body').where('patient', '=', $.patient));
const writePlan = query((db, $: Holes<{ patient: string; body: string }>) =>
  db
    .insertInto('plans')
    .values({ patient: $.patient, body: $.body })
    .onConflict((conflict) => conflict.column('patient').doUpdateSet({ body: $.body })),
);

export function plans(connection: Connection): Records['plans'] {
  return {
    async get(patient) {
      const row = await connection.one(planOf, { patient });
      return row && (JSON.parse(row.body) as Plan);
    },
    async save(patient, plan) {
      await connection.run(writePlan, { patient, body: JSON.stringify(plan) });
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
