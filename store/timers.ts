import { sql } from 'kysely';
import type { Instant } from '../domain/clock.ts';
import type { Records, Timer } from '../domain/store.ts';
import type { Connection } from './connection.ts';
import { type Holes, query } from './query.ts';

const set = query((db, $: Holes<Timer>) =>
  db
    .insertInto('timers')
    .values({ patient: $.patient, what: $.what, at: $.at })
    .onConflict((conflict) => conflict.columns(['patient', 'what']).doUpdateSet({ at: $.at }).where('timers.at', '<>', $.at)),
);
const remove = query((db, $: Holes<{ patient: string; what: string }>) =>
  db.deleteFrom('timers').where('patient', '=', $.patient).where('what', '=', $.what),
);
const dueNow = query((db, $: Holes<{ now: Instant; count: number }>) =>
  db
    .selectFrom('timers')
    .select(['patient', 'what', 'at'])
    .where('at', '<=', $.now)
    .orderBy('at')
    .orderBy('patient')
    .orderBy('what')
    .limit($.count),
);
const first = query((db) => db.selectFrom('timers').select('at').orderBy('at').limit(sql.lit(1)));

export function timers(connection: Connection): Records['timers'] {
  return {
    due: async (now, count) => (await connection.all(dueNow, { now, count })).map((row) => ({ ...row })),
    next: async () => (await connection.one(first, {}))?.at,
  };
}

/** One for each patient and matter: it replaces the one before. */
export const setTimer = (connection: Connection, { patient, what, at }: Timer): Promise<number> =>
  connection.run(set, { patient, what, at });

export const stopTimer = (connection: Connection, patient: string, what: string): Promise<number> =>
  connection.run(remove, { patient, what });
