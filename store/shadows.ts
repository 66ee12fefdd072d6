import { sql } from 'kysely';
import type { Shadow, ShadowLife, ShadowRecords } from '../domain/shadow.ts';
import type { Connection } from './connection.ts';
import { type Holes, query } from './query.ts';

const byId = query((db, $: Holes<{ id: string }>) => db.selectFrom('shadows').select('body').where('id', '=', $.id));
const newest = query((db, $: Holes<{ count: number }>) =>
  db.selectFrom('shadows').select('body').orderBy('started', 'desc').orderBy('id').limit($.count),
);
const running = query((db) =>
  db.selectFrom('shadows').select('body').where('is_running', '=', sql.lit(1)).orderBy('started').orderBy('id'),
);
const save = query((db, $: Holes<{ id: string; started: number; is_running: number; body: string }>) =>
  db
    .insertInto('shadows')
    .values({ id: $.id, started: $.started, is_running: $.is_running, body: $.body })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ is_running: $.is_running, body: $.body })),
);
const mark = query((db, $: Holes<{ shadow: string; patient: string }>) =>
  db
    .insertInto('shadow_patients')
    .values({
      shadow: $.shadow,
      patient: $.patient,
      marked: sql.lit(1),
      done: sql.lit(0),
      looked: sql.lit(0),
      is_waiting: sql.lit(1),
      body: sql.lit(null),
    })
    .onConflict((conflict) =>
      conflict.columns(['shadow', 'patient']).doUpdateSet({ marked: sql<number>`shadow_patients.marked + 1`, is_waiting: sql.lit(1) }),
    ),
);
const waiting = query((db, $: Holes<{ before: number; count: number }>) =>
  db
    .selectFrom('shadow_patients')
    .select(['shadow', 'patient', 'marked'])
    .where('is_waiting', '=', sql.lit(1))
    .where('looked', '<=', $.before)
    .orderBy('looked')
    .orderBy('patient')
    .limit($.count),
);
const oldest = query((db) =>
  db.selectFrom('shadow_patients').select('looked').where('is_waiting', '=', sql.lit(1)).orderBy('looked').limit(sql.lit(1)),
);
const waitingOf = query((db, $: Holes<{ shadow: string }>) =>
  db
    .selectFrom('shadow_patients')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('shadow', '=', $.shadow)
    .where('is_waiting', '=', sql.lit(1)),
);
const keep = query((db, $: Holes<{ shadow: string; patient: string; done: number; looked: number; body: string }>) =>
  db
    .updateTable('shadow_patients')
    .set({ done: $.done, looked: $.looked, body: $.body })
    .where('shadow', '=', $.shadow)
    .where('patient', '=', $.patient),
);
const rest = query((db, $: Holes<{ shadow: string; patient: string }>) =>
  db
    .updateTable('shadow_patients')
    .set({ is_waiting: sql.lit(0) })
    .where('shadow', '=', $.shadow)
    .where('patient', '=', $.patient)
    .whereRef('done', '>=', 'marked'),
);
const livesOf = query((db, $: Holes<{ shadow: string }>) =>
  db.selectFrom('shadow_patients').select('body').where('shadow', '=', $.shadow).orderBy('patient'),
);

/** Drafts that run beside the live rules. */
export function shadows(connection: Connection): ShadowRecords['shadows'] {
  const read = ({ body }: { readonly body: string }) => JSON.parse(body) as Shadow;
  return {
    async get(id) {
      const row = await connection.one(byId, { id });
      return row && read(row);
    },
    list: async (count) => (await connection.all(newest, { count })).map(read),
    running: async () => (await connection.all(running, {})).map(read),
    async save(shadow) {
      const { id, started, ended } = shadow;
      await connection.run(save, { id, started, is_running: ended ? 0 : 1, body: JSON.stringify(shadow) });
    },
    async mark(shadow, patients) {
      for (const patient of patients) await connection.run(mark, { shadow, patient });
    },
    waiting: (before, count) => connection.all(waiting, { before, count }),
    waitingOf: async (shadow) => (await connection.one(waitingOf, { shadow }))?.count ?? 0,
    oldestWaiting: async () => (await connection.one(oldest, {}))?.looked,
    async keep({ shadow, patient, marked }, life, at) {
      await connection.run(keep, { shadow, patient, done: marked, looked: at, body: JSON.stringify(life) });
      await connection.run(rest, { shadow, patient });
    },
    lives: async (shadow) =>
      (await connection.all(livesOf, { shadow })).flatMap(({ body }) => (body === null ? [] : [JSON.parse(body) as ShadowLife])),
  };
}
