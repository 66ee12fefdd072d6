import { setImmediate } from 'node:timers/promises';
import { sql } from 'kysely';
import { DAY, type Instant } from '../domain/clock.ts';
import { counts } from '../domain/counts.ts';
import { mainNumber } from '../domain/main-number.ts';
import type { Reading } from '../domain/reading.ts';
import type { TimeSeriesStore } from '../domain/store.ts';
import type { Connection } from './connection.ts';
import { type Holes, query } from './query.ts';
import { readingOf } from './readings.ts';

type Period = Holes<{ patient: string; kind: string; from: Instant; to: Instant }>;

const SHOWN = ['id', 'patient', 'kind', 'at', 'received', 'device', 'sequence', 'body'] as const;

/** The moment behind so many. */
const behind = query((db, $: Period & Holes<{ count: number }>) =>
  db
    .selectFrom('readings')
    .select('at')
    .where('patient', '=', $.patient)
    .where('kind', '=', $.kind)
    .where('at', '>=', $.from)
    .where('at', '<', $.to)
    .orderBy('at')
    .limit(sql.lit(1))
    .offset($.count),
);
const each = query((db, $: Period) =>
  db
    .selectFrom('readings')
    .select(SHOWN)
    .where('patient', '=', $.patient)
    .where('kind', '=', $.kind)
    .where('at', '>=', $.from)
    .where('at', '<', $.to)
    .orderBy('at'),
);
const flagged = query((db, $: Period) =>
  db
    .selectFrom('readings')
    .select(SHOWN)
    .where('patient', '=', $.patient)
    .where('kind', '=', $.kind)
    .where('at', '>=', $.from)
    .where('at', '<', $.to)
    .where('value', 'is', null),
);
/** Read out of the index twice, and out of the rows only what is shown. Of equal ones the first that was stored. */
const extremes = query((db, $: Period & Holes<{ width: number }>) => {
  const bucket = sql<number>`cast((at - ${$.from}) / ${$.width} as bigint)`;
  const within = db
    .selectFrom('readings')
    .where('patient', '=', $.patient)
    .where('kind', '=', $.kind)
    .where('at', '>=', $.from)
    .where('at', '<', $.to);
  return db
    .with('edges', () =>
      within
        .select(({ fn }) => [bucket.as('bucket'), fn.min<number>('value').as('lowest'), fn.max<number>('value').as('highest')])
        .groupBy('bucket'),
    )
    .selectFrom('readings')
    .select(SHOWN)
    .where('position', 'in', (is) =>
      is
        .selectFrom(within.select(['position', 'value', bucket.as('bucket')]).as('point'))
        .innerJoin('edges', 'edges.bucket', 'point.bucket')
        .where((at) => at.or([at('point.value', '=', at.ref('edges.lowest')), at('point.value', '=', at.ref('edges.highest'))]))
        .select(({ fn }) => fn.min('point.position').as('position'))
        .groupBy(['point.bucket', 'point.value']),
    )
    .orderBy('at');
});

/** So much is read before others have their turn: 30 days of a sensor are 5 ms. */
export const STRETCH = 30 * DAY;

/** A long period as a chart shows it: its course from the index, which holds nothing else, and only the rows that are shown. */
export function outline(connection: Connection): TimeSeriesStore['outline'] {
  return async (patient, kind, from, to, most) => {
    const more = await connection.one(behind, { patient, kind, from, to, count: most });
    if (!more) return (await connection.all(each, { patient, kind, from, to })).map(readingOf);
    const width = Math.ceil((to - from) / (most / 2));
    const stretch = width * Math.ceil(STRETCH / width);
    const shown: Reading[] = [];
    for (let start = from; start < to; start += stretch) {
      if (start > from) await setImmediate();
      const period = { patient, kind, from: start, to: Math.min(to, start + stretch) };
      const here = (await connection.all(extremes, { ...period, width })).map(readingOf);
      // A flagged reading has no value in the index: what it says, and whether it counts, stands in its row.
      const apart = (await connection.all(flagged, period)).map(readingOf).filter(counts);
      for (const reading of apart.length === 0 ? here : inOrder([...here, ...extremesOf(apart, start, width)])) shown.push(reading);
    }
    return shown;
  };
}

const inOrder = (readings: Reading[]): readonly Reading[] => readings.sort((a, b) => a.at - b.at);

function extremesOf(readings: readonly Reading[], from: Instant, width: number): readonly Reading[] {
  const buckets = Map.groupBy(readings, ({ at }) => Math.floor((at - from) / width));
  return [...buckets.values()].flatMap((bucket) => {
    const byValue = bucket.toSorted((a, b) => (mainNumber(a) ?? 0) - (mainNumber(b) ?? 0));
    return bucket.length === 1 ? bucket : [byValue[0]!, byValue.at(-1)!];
  });
}
