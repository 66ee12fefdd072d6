import type { Selectable } from 'kysely';
import { type Advice, sentencesSent } from '../domain/advice.ts';
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
const writtenBetween = query((db, $: Holes<{ patient: string; from: number; to: number }>) =>
  db
    .selectFrom('advice')
    .select('body')
    .where('patient', '=', $.patient)
    .where('written', '>=', $.from)
    .where('written', '<', $.to)
    .orderBy('written', 'desc')
    .orderBy('id'),
);
const thatWait = query((db, $: Holes<{ count: number }>) =>
  db.selectFrom('advice').select('body').where('waits_until', 'is not', null).orderBy('waits_until').orderBy('id').limit($.count),
);
/** So many at a time: a clinic writes thousands in a month, and none of them is held longer than it takes to look at it. */
const PAGE = 200;
const since = query((db, $: Holes<{ written: number; id: string; count: number }>) =>
  db
    .selectFrom('advice')
    .select(['id', 'written', 'body'])
    .where((is) => is.or([is('written', '>', $.written), is.and([is('written', '=', $.written), is('id', '>', $.id)])]))
    .orderBy('written')
    .orderBy('id')
    .limit($.count),
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
    between: async (patient, from, to) =>
      (await connection.all(writtenBetween, { patient, from, to })).map(({ body }) => JSON.parse(body) as Advice),
    waiting: async (count) => (await connection.all(thatWait, { count })).map(({ body }) => JSON.parse(body) as Advice),
    async usesOf(from) {
      const uses = new Map<string, number>();
      for (let place = { written: from, id: '' }; ; ) {
        const page = await connection.all(since, { ...place, count: PAGE });
        for (const { body } of page) {
          const said = new Set(sentencesSent(JSON.parse(body) as Advice).flatMap(({ source }) => source ?? []));
          for (const sentence of said) uses.set(sentence, (uses.get(sentence) ?? 0) + 1);
        }
        const last = page.at(-1);
        if (!last || page.length < PAGE) return uses;
        place = { written: last.written, id: last.id };
      }
    },
    count: async () => (await connection.one(howMany, {}))?.count ?? 0,
  };
}
