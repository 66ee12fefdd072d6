import { setImmediate } from 'node:timers/promises';
import { type RawBuilder, sql } from 'kysely';
import { DAY } from '../domain/clock.ts';
import type { Reading } from '../domain/reading.ts';
import type { TimeSeriesStore, ValueBand } from '../domain/store.ts';
import type { Connection } from './connection.ts';
import { type Holes, query } from './query.ts';
import { readingOf } from './readings.ts';
import { type Period, readingsBetween } from './readings-between.ts';

/** So much is read before others have their turn: 30 days of a sensor are 5 ms. */
const STRETCH = 30 * DAY;

/** So many bands a prepared statement has room for: the five of glucose. */
const MOST_BANDS = 5;
const NEVER: ValueBand = { least: 0, below: 0 };
/** A value lies in none of the bands. */
const NONE = -1;

type Edges = { [Edge in `${keyof ValueBand}${0 | 1 | 2 | 3 | 4}`]: number };
type Asked = Period & Edges;

const SHOWN = ['id', 'patient', 'kind', 'at', 'received', 'device', 'sequence', 'body'] as const;

const bandIn = ($: Holes<Asked>): RawBuilder<number> => sql<number>`case
  when value >= ${$.least0} and value < ${$.below0} then 0
  when value >= ${$.least1} and value < ${$.below1} then 1
  when value >= ${$.least2} and value < ${$.below2} then 2
  when value >= ${$.least3} and value < ${$.below3} then 3
  when value >= ${$.least4} and value < ${$.below4} then 4
  else -1 end`;

/** Out of the index alone. */
const perBand = query((db, $: Holes<Asked>) =>
  readingsBetween(db, $)
    .select(({ fn }) => [
      bandIn($).as('band'),
      fn.countAll<number>().as('count'),
      fn.sum<number>('value').as('sum'),
      fn.min<number>('value').as('lowest'),
      fn.max<number>('value').as('highest'),
    ])
    .where('value', 'is not', null)
    .groupBy('band'),
);
/** A flagged reading has no value in the index. */
const theRest = query((db, $: Holes<Asked>) =>
  readingsBetween(db, $)
    .select(SHOWN)
    .where((is) => is.or([is('value', 'is', null), sql<boolean>`${bandIn($)} = -1`]))
    .orderBy('at'),
);

/** 90 days of a sensor are 26,000 numbers in the index, and as many texts of JSON in the rows: only those that ask for it are opened. */
export function tally(connection: Connection): TimeSeriesStore['tally'] {
  return async (patient, kind, from, to, bands) => {
    if (bands.length > MOST_BANDS) throw new RangeError(`a tally has ${MOST_BANDS} bands at the most, not ${bands.length}`);
    const edges = Object.fromEntries(
      Array.from({ length: MOST_BANDS }, (_, i) => bands[i] ?? NEVER).flatMap(({ least, below }, i) => [
        [`least${i}`, least],
        [`below${i}`, below],
      ]),
    ) as Edges;
    const parts = bands.map(() => ({ count: 0, sum: 0, lowest: Number.POSITIVE_INFINITY, highest: Number.NEGATIVE_INFINITY }));
    const rest: Reading[] = [];
    for (let start = from; start < to; start += STRETCH) {
      if (start > from) await setImmediate();
      const asked = { patient, kind, from: start, to: Math.min(to, start + STRETCH), ...edges };
      for (const { band, count, sum, lowest, highest } of await connection.all(perBand, asked)) {
        if (band === NONE) continue;
        const part = parts[band]!;
        part.count += count;
        part.sum += sum;
        part.lowest = Math.min(part.lowest, lowest);
        part.highest = Math.max(part.highest, highest);
      }
      for (const row of await connection.all(theRest, asked)) rest.push(readingOf(row));
    }
    return { parts, rest };
  };
}
