import { type Selectable, sql } from 'kysely';
import { DutyPlan, type PastDutyPlan, type Snooze, type Storm } from '../domain/duty.ts';
import type { Records } from '../domain/store.ts';
import type { Connection } from './connection.ts';
import { type Holes, query } from './query.ts';
import type { Tables } from './schema.ts';

type Row<Name extends keyof Tables> = Selectable<Tables[Name]>;

const snoozeById = query((db, $: Holes<{ id: string }>) => db.selectFrom('snoozes').select('body').where('id', '=', $.id));
const snoozesOf = query((db, $: Holes<{ patient: string }>) =>
  db.selectFrom('snoozes').select('body').where('patient', '=', $.patient).where('is_over', '=', sql.lit(0)).orderBy('id'),
);
const saveSnooze = query((db, $: Holes<Row<'snoozes'>>) =>
  db
    .insertInto('snoozes')
    .values({ id: $.id, patient: $.patient, is_over: $.is_over, body: $.body })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ is_over: $.is_over, body: $.body })),
);
const stormOf = query((db, $: Holes<{ patient: string; rule: string }>) =>
  db.selectFrom('storms').select('body').where('patient', '=', $.patient).where('rule', '=', $.rule),
);
const saveStorm = query((db, $: Holes<Row<'storms'>>) =>
  db
    .insertInto('storms')
    .values({ patient: $.patient, rule: $.rule, body: $.body })
    .onConflict((conflict) => conflict.columns(['patient', 'rule']).doUpdateSet({ body: $.body })),
);
const lastPlan = query((db) => db.selectFrom('duty_plans').selectAll().orderBy('number', 'desc').limit(sql.lit(1)));
const plansBefore = query((db, $: Holes<{ count: number }>) =>
  db.selectFrom('duty_plans').selectAll().orderBy('number', 'desc').limit($.count),
);
const addPlan = query((db, $: Holes<Row<'duty_plans'>>) =>
  db.insertInto('duty_plans').values({ number: $.number, since: $.since, by: $.by, body: $.body }),
);
const pulseOf = query((db, $: Holes<{ name: string }>) => db.selectFrom('pulses').selectAll().where('name', '=', $.name));
const savePulse = query((db, $: Holes<Row<'pulses'>>) =>
  db
    .insertInto('pulses')
    .values({ name: $.name, at: $.at, body: $.body })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ at: $.at, body: $.body })),
);

export function snoozes(connection: Connection): Records['snoozes'] {
  const snoozeOf = ({ body }: { readonly body: string }): Snooze => JSON.parse(body) as Snooze;
  return {
    async get(id) {
      const row = await connection.one(snoozeById, { id });
      return row && snoozeOf(row);
    },
    of: async (patient) => (await connection.all(snoozesOf, { patient })).map(snoozeOf),
    async save(snooze) {
      const { id, patient, ended } = snooze;
      await connection.run(saveSnooze, { id, patient, is_over: ended ? 1 : 0, body: JSON.stringify(snooze) });
    },
  };
}

export function storms(connection: Connection): Records['storms'] {
  return {
    async get(patient, rule) {
      const row = await connection.one(stormOf, { patient, rule });
      return row && (JSON.parse(row.body) as Storm);
    },
    async save(storm) {
      await connection.run(saveStorm, { patient: storm.patient, rule: storm.rule, body: JSON.stringify(storm) });
    },
  };
}

/** The reason stands with the plan. */
function pastOf({ body, by, since }: Pick<Row<'duty_plans'>, 'body' | 'by' | 'since'>): PastDutyPlan {
  const { reason, ...plan } = JSON.parse(body) as { readonly reason?: string };
  return { plan: DutyPlan.parse(plan), by, since, ...(reason === undefined ? {} : { reason }) };
}

/** Plans are kept, each with who set it: the last one is in force. What it leaves out has the defaults of today. */
export function duty(connection: Connection): Records['duty'] {
  return {
    async plan() {
      const row = await connection.one(lastPlan, {});
      return row ? pastOf(row) : { plan: DutyPlan.parse({}) };
    },
    history: async (count) => (await connection.all(plansBefore, { count })).map(pastOf),
    async setPlan(plan, by, since, reason) {
      const number = ((await connection.one(lastPlan, {}))?.number ?? 0) + 1;
      await connection.run(addPlan, { number, since, by, body: JSON.stringify({ ...plan, reason }) });
    },
  };
}

export function pulses(connection: Connection): Records['pulses'] {
  return {
    async get(name) {
      const row = await connection.one(pulseOf, { name });
      return row && { name, at: row.at, about: JSON.parse(row.body) };
    },
    async save({ name, at, about }) {
      await connection.run(savePulse, { name, at, body: JSON.stringify(about) });
    },
  };
}
