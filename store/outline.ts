import { sql } from 'kysely';
import type { Instant } from '../domain/clock.ts';
import { counts } from '../domain/counts.ts';
import { mainNumber } from '../domain/main-number.ts';
import type { Charted, TimeSeriesStore } from '../domain/store.ts';
import type { Connection } from './connection.ts';
import { type Holes, query } from './query.ts';
import { judgementOf, readingOf } from './readings.ts';
import { type Period, readingsBetween } from './readings-between.ts';

const SHOWN = [
  'id',
  'patient',
  'kind',
  'at',
  'received',
  'device',
  'sequence',
  'body',
  'judged_by',
  'judged_at',
  'exempt_because',
] as const;
type Shown = Parameters<typeof readingOf>[0] & Parameters<typeof judgementOf>[0];

/** The moment behind so many. */
const behind = query((db, $: Holes<Period & { count: number }>) =>
  readingsBetween(db, $).select('at').orderBy('at').limit(sql.lit(1)).offset($.count),
);
const each = query((db, $: Holes<Period>) => readingsBetween(db, $).select(SHOWN).orderBy('at'));
const flagged = query((db, $: Holes<Period>) => readingsBetween(db, $).select(SHOWN).where('value', 'is', null));
/**
 * The lowest and the highest of each part of the time, of equal ones the first that was stored: each from its own stretch of the index, which
 * is read where it lies. To group all of it by parts sorts all of it: 12 ms for 90 days of a sensor, and this 6.
 */
const extremes = query((db, $: Holes<Period & { width: number }>) => {
  const edge = (way: 'asc' | 'desc') =>
    db
      .selectFrom('readings')
      .select('position')
      .where('patient', '=', $.patient)
      .where('kind', '=', $.kind)
      .where('at', '>=', sql<Instant>`parts.start`)
      .where('at', '<', sql<Instant>`min(parts.start + ${$.width}, ${$.to})`)
      .where('value', 'is not', null)
      .orderBy('value', way)
      .orderBy('position')
      .limit(sql.lit(1));
  return db
    .withRecursive('parts', (parts) =>
      parts
        .selectNoFrom(sql<number>`cast(${$.from} as integer)`.as('start'))
        .unionAll(
          parts.selectFrom('parts').select(sql<number>`start + ${$.width}`.as('start')).where(sql<number>`start + ${$.width}`, '<', $.to),
        ),
    )
    .with('edges', (made) => made.selectFrom('parts').select([edge('asc').as('lowest'), edge('desc').as('highest')]))
    .selectFrom('readings')
    .select(SHOWN)
    .where('position', 'in', (is) =>
      is
        .selectFrom('edges')
        .select('lowest as position')
        .unionAll(is.selectFrom('edges').select('highest as position'))
        .$castTo<{ position: number }>(),
    )
    .orderBy('at');
});

/** A long period as a chart shows it: its course from the index, which holds nothing else, and only the rows that are shown. */
export function outline(connection: Connection): TimeSeriesStore['outline'] {
  return async (patient, kind, from, to, most) => {
    const period = { patient, kind, from, to };
    const more = await connection.one(behind, { ...period, count: most });
    if (!more) return (await connection.all(each, period)).map(charted);
    const width = Math.ceil((to - from) / (most / 2));
    const shown = (await connection.all(extremes, { ...period, width })).map(charted);
    // A flagged reading has no value in the index: what it says, and whether it counts, stands in its row.
    const apart = (await connection.all(flagged, period)).map(charted).filter(({ reading }) => counts(reading));
    if (apart.length === 0) return shown;
    return [...shown, ...extremesOf(apart, from, width)].sort((a, b) => a.reading.at - b.reading.at);
  };
}

function charted(row: Shown): Charted {
  const judgement = judgementOf(row);
  return judgement ? { reading: readingOf(row), judgement } : { reading: readingOf(row) };
}

function extremesOf(charted: readonly Charted[], from: Instant, width: number): readonly Charted[] {
  const buckets = Map.groupBy(charted, ({ reading }) => Math.floor((reading.at - from) / width));
  return [...buckets.values()].flatMap((bucket) => {
    const byValue = bucket.toSorted((a, b) => (mainNumber(a.reading) ?? 0) - (mainNumber(b.reading) ?? 0));
    return bucket.length === 1 ? bucket : [byValue[0]!, byValue.at(-1)!];
  });
}
