import { type Selectable, sql } from 'kysely';
import type { Decision } from '../domain/decision.ts';
import type { Committed } from '../domain/follower.ts';
import type { Reading } from '../domain/reading.ts';
import type { Records } from '../domain/store.ts';
import type { Connection } from './connection.ts';
import { type Holes, query } from './query.ts';
import { judgementOf, ROW, readingOf } from './readings.ts';
import type { ReadingTable } from './schema.ts';

type Behind = Holes<{ position: number; count: number }>;

const readingsBehind = query((db, $: Behind) =>
  db
    .selectFrom('readings')
    .select(ROW)
    .where('position', '>', $.position)
    // What nobody judged is not told yet: its place in the stream is behind its judgement.
    .where((is) => is.or([is('judged_by', 'is not', null), is('exempt_because', 'is not', null)]))
    .orderBy('position')
    .limit($.count),
);
/** Few readings are ever corrected: one look for a page of them. */
const replacedBetween = query((db, $: Holes<{ from: number; to: number }>) =>
  db
    .selectFrom('readings')
    .innerJoin('corrections', 'corrections.id', 'readings.id')
    .select(['corrections.id', 'corrections.reading'])
    .where('readings.position', '>', $.from)
    .where('readings.position', '<=', $.to)
    .orderBy('corrections.position'),
);
/** So far one look goes for readings that concern a report: a few ms. */
const STRIDE = 5_000;
const newestPosition = query((db) => db.selectFrom('readings').select(({ fn }) => fn.max<number | null>('position').as('position')));
/** What is neither of an issued period, nor has moved, is passed over unread: nearly all. */
const reportedOn = query((db, $: Behind & Holes<{ end: number }>) =>
  db
    .selectFrom('readings')
    .select(ROW)
    .where('position', '>', $.position)
    .where('position', '<=', $.end)
    .where((is) => is.or([is('judged_by', 'is not', null), is('exempt_because', 'is not', null)]))
    .where((is) =>
      is.or([
        is(
          'at',
          '<',
          is
            .selectFrom('issued_reports')
            .select(({ fn }) => fn.max<number>('ends').as('ends'))
            .whereRef('patient', '=', 'readings.patient'),
        ),
        is('body', 'like', sql.lit('%"reassigned"%')),
        is('body', 'like', sql.lit('%"statedAt"%')),
      ]),
    )
    .orderBy('position')
    .limit($.count),
);
const decisionsBehind = query((db, $: Behind) =>
  db.selectFrom('decisions').select(['position', 'body']).where('position', '>', $.position).orderBy('position').limit($.count),
);
const readCursor = query((db, $: Holes<{ follower: string }>) =>
  db.selectFrom('cursors').select('position').where('follower', '=', $.follower),
);
const writeCursor = query((db, $: Holes<{ follower: string; position: number }>) =>
  db
    .insertInto('cursors')
    .values({ follower: $.follower, position: $.position })
    .onConflict((conflict) => conflict.column('follower').doUpdateSet({ position: $.position })),
);

/** What was committed, in commit order, and how far each follower has come. */
export function streams(connection: Connection): Records['streams'] {
  async function after(stream: 'readings' | 'decisions', position: number, count: number): Promise<readonly Committed[]> {
    if (stream === 'readings') return entriesOf(await connection.all(readingsBehind, { position, count }), position);
    const rows = await connection.all(decisionsBehind, { position, count });
    return rows.map((row) => ({ position: row.position, decision: JSON.parse(row.body) as Decision }));
  }

  async function entriesOf(rows: readonly Omit<Selectable<ReadingTable>, 'value'>[], position: number): Promise<readonly Committed[]> {
    const last = rows.at(-1);
    if (!last) return [];
    const corrections = await connection.all(replacedBetween, { from: position, to: last.position });
    const replaced = Map.groupBy(corrections, ({ id }) => id);
    return rows.map((row) => {
      const entry = { position: row.position, reading: readingOf(row), judgement: judgementOf(row)! };
      const before = replaced.get(row.id);
      return before ? { ...entry, replaced: before.map(({ reading }) => JSON.parse(reading) as Reading) } : entry;
    });
  }

  return {
    after,
    async next(heard, position, count) {
      if (heard !== 'readings-reported-on') {
        const entries = await after(heard, position, count);
        return { entries, upTo: entries.at(-1)?.position ?? position };
      }
      const newest = (await connection.one(newestPosition, {}))?.position ?? 0;
      const end = Math.min(newest, position + STRIDE);
      if (end <= position) return { entries: [], upTo: position };
      const rows = await connection.all(reportedOn, { position, end, count });
      return { entries: await entriesOf(rows, position), upTo: rows.length < count ? end : rows.at(-1)!.position };
    },
    cursor: async (follower) => (await connection.one(readCursor, { follower }))?.position ?? 0,
    moveCursor: async (follower, position) => void (await connection.run(writeCursor, { follower, position })),
  };
}
