import type { Selectable } from 'kysely';
import type { Advice } from '../domain/advice.ts';
import type { Records } from '../domain/store.ts';
import type { Connection } from './connection.ts';
import { type Holes, query } from './query.ts';
import type { Tables } from './schema.ts';

type Row = Selectable<Tables['advice']>;

const save = query((db, $: Holes<Row>) =>
  db
    .insertInto('advice')
    .values({ id: $.id, patient: $.patient, written: $.written, waits_until: $.waits_until, body: $.body })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ written: $.written, waits_until: $.waits_until, body: $.body })),
);
const byId = query((db, $: Holes<{ id: string }>) => db.selectFrom('advice').select('body').where('id', '=', $.id));
const newestOf = query((db, $: Holes<{ patient: string; count: number }>) =>
  db.selectFrom('advice').select('body').where('patient', '=', $.patient).orderBy('written', 'desc').orderBy('id').limit($.count),
);
const thatWait = query((db, $: Holes<{ count: number }>) =>
  db.selectFrom('advice').select('body').where('waits_until', 'is not', null).orderBy('waits_until').orderBy('id').limit($.count),
);
const howMany = query((db) => db.selectFrom('advice').select(({ fn }) => fn.countAll<number>().as('count')));

export function advice(connection: Connection): Records['advice'] {
  return {
    async save(given) {
      const { id, patient, written, approval } = given;
      const waits_until = approval?.is === 'waiting' ? approval.expires : null;
      await connection.run(save, { id, patient, written, waits_until, body: JSON.stringify(given) });
    },
    async get(id) {
      const row = await connection.one(byId, { id });
      return row && (JSON.parse(row.body) as Advice);
    },
    of: async (patient, count) => (await connection.all(newestOf, { patient, count })).map(({ body }) => JSON.parse(body) as Advice),
    waiting: async (count) => (await connection.all(thatWait, { count })).map(({ body }) => JSON.parse(body) as Advice),
    count: async () => (await connection.one(howMany, {}))?.count ?? 0,
  };
}
