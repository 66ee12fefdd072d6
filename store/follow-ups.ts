import { sql } from 'kysely';
import type { FollowUp, Run } from '../domain/follow-up.ts';
import type { Records } from '../domain/store.ts';
import type { Connection } from './connection.ts';
import { type Holes, query } from './query.ts';

/* Walks through pathways, and the questions that they ask. What is done or closed stays so, whoever comes late. */

type Of = Holes<{ patient: string }>;
type Known = Holes<{ id: string }>;

const runById = query((db, $: Known) => db.selectFrom('runs').select('body').where('id', '=', $.id));
const runsOf = query((db, $: Of) =>
  db.selectFrom('runs').select('body').where('patient', '=', $.patient).orderBy('started', 'desc').orderBy('id'),
);
const openRunsOf = query((db, $: Of) =>
  db
    .selectFrom('runs')
    .select('body')
    .where('patient', '=', $.patient)
    .where('done', '=', sql.lit(0))
    .orderBy('started', 'desc')
    .orderBy('id'),
);
const writeRun = query((db, $: Holes<{ id: string; patient: string; started: number; done: number; body: string }>) =>
  db
    .insertInto('runs')
    .values({ id: $.id, patient: $.patient, started: $.started, done: $.done, body: $.body })
    .onConflict((conflict) =>
      conflict
        .column('id')
        .doUpdateSet({ done: $.done, body: $.body })
        .where('runs.done', '=', sql.lit(0))
        .where('runs.body', '<>', $.body),
    ),
);
const followUpById = query((db, $: Known) => db.selectFrom('follow_ups').select('body').where('id', '=', $.id));
const followUpsOf = query((db, $: Of) =>
  db.selectFrom('follow_ups').select('body').where('patient', '=', $.patient).orderBy('asked', 'desc').orderBy('id'),
);
const openFollowUpsOf = query((db, $: Of) =>
  db
    .selectFrom('follow_ups')
    .select('body')
    .where('patient', '=', $.patient)
    .where('is_open', '=', sql.lit(1))
    .orderBy('asked', 'desc')
    .orderBy('id'),
);
const writeFollowUp = query((db, $: Holes<{ id: string; patient: string; asked: number; is_open: number; body: string }>) =>
  db
    .insertInto('follow_ups')
    .values({ id: $.id, patient: $.patient, asked: $.asked, is_open: $.is_open, body: $.body })
    .onConflict((conflict) =>
      conflict
        .column('id')
        .doUpdateSet({ is_open: $.is_open, body: $.body })
        .where('follow_ups.is_open', '=', sql.lit(1))
        .where('follow_ups.body', '<>', $.body),
    ),
);
const howMany = query((db) => db.selectFrom('follow_ups').select(({ fn }) => fn.countAll<number>().as('count')));

export function runs(connection: Connection): Records['runs'] {
  return {
    async get(id) {
      const row = await connection.one(runById, { id });
      return row && (JSON.parse(row.body) as Run);
    },
    /** The last to start first. */
    of: async (patient) => (await connection.all(runsOf, { patient })).map(({ body }) => JSON.parse(body) as Run),
    open: async (patient) => (await connection.all(openRunsOf, { patient })).map(({ body }) => JSON.parse(body) as Run),
  };
}

export function followUps(connection: Connection): Records['followUps'] {
  return {
    async get(id) {
      const row = await connection.one(followUpById, { id });
      return row && (JSON.parse(row.body) as FollowUp);
    },
    /** The last asked first. */
    of: async (patient) => (await connection.all(followUpsOf, { patient })).map(({ body }) => JSON.parse(body) as FollowUp),
    open: async (patient) => (await connection.all(openFollowUpsOf, { patient })).map(({ body }) => JSON.parse(body) as FollowUp),
    count: async () => (await connection.one(howMany, {}))?.count ?? 0,
  };
}

/** Whether it changed anything. */
export async function saveRun(connection: Connection, run: Run): Promise<boolean> {
  const { id, patient, started, done } = run;
  return (await connection.run(writeRun, { id, patient, started, done: done ? 1 : 0, body: JSON.stringify(run) })) > 0;
}

/** Whether it changed anything. */
export async function saveFollowUp(connection: Connection, followUp: FollowUp): Promise<boolean> {
  const { id, patient, asked, state } = followUp;
  const row = { id, patient, asked, is_open: state.is === 'open' ? 1 : 0, body: JSON.stringify(followUp) };
  return (await connection.run(writeFollowUp, row)) > 0;
}
