import { type Instant, MINUTE } from '../../domain/clock.ts';
import { commonMedian, distancesOf } from './glucose.ts';

/** Longer than this nothing is known of what lies between two readings (iglu's default, and Danne et al. 2017 for episodes). */
export const MOST_GAP_MS = 45 * MINUTE;
const DAY_MINUTES = 1440;
/** Ten years: a table with a date of another century in it must not fill the memory. */
const MOST_DAYS = 3660;

/** A sensor's values on an even grid of the day, for what compares one moment with the same moment of another day. */
export interface DayGrid {
  readonly stepMinutes: number;
  /** Day after day, from the first midnight; NaN where nothing is known. */
  readonly values: Float64Array;
  /** The wall clock of a value, by its place. */
  timeOf(place: number): Instant;
}

/**
 * Linear between neighbours that are at most 45 minutes apart. The step is the sensor’s own, the median distance in whole minutes, unless one
 * is named.
 * `wallMs`: the wall clock as if it were UTC, ascending, so that a day is a day of the patient. Undefined with fewer than two
 * readings, or over more than ten years.
 */
export function dayGrid(wallMs: readonly Instant[], values: readonly number[], step?: number): DayGrid | undefined {
  const [first, last] = [wallMs[0], wallMs.at(-1)];
  if (first === undefined || last === undefined || wallMs.length < 2) return undefined;
  const stepMinutes = step ?? Math.max(1, Math.round(commonMedian(distancesOf(wallMs)) / MINUTE));
  const start = Math.floor(first / MINUTE / DAY_MINUTES) * DAY_MINUTES;
  const days = Math.floor(last / MINUTE / DAY_MINUTES) - start / DAY_MINUTES + 1;
  const perDay = Math.floor(DAY_MINUTES / stepMinutes);
  if (days > MOST_DAYS) return undefined;
  const grid = new Float64Array(days * perDay).fill(Number.NaN);
  const timeOf = (place: number): Instant =>
    (start + Math.floor(place / perDay) * DAY_MINUTES + ((place % perDay) + 1) * stepMinutes) * MINUTE;
  let next = 1;
  for (let i = 0; i < grid.length; i++) {
    const at = timeOf(i);
    while (next < wallMs.length - 1 && wallMs[next]! < at) next++;
    // One by one: a pair for each of 25,920 places is 3 MB for the collector.
    const before = wallMs[next - 1]!;
    const after = wallMs[next]!;
    if (at < before || at > after || after - before > MOST_GAP_MS) continue;
    const low = values[next - 1]!;
    const high = values[next]!;
    grid[i] = after === before ? high : low + ((high - low) * (at - before)) / (after - before);
  }
  return { stepMinutes, values: grid, timeOf };
}

/** The differences of values that lie `hours` apart, where both are known. */
export function differences({ stepMinutes, values }: DayGrid, hours: number): readonly number[] {
  const lag = Math.round((hours * 60) / stepMinutes);
  const found: number[] = [];
  for (let i = lag; i < values.length; i++) {
    const difference = values[i]! - values[i - lag]!;
    if (!Number.isNaN(difference)) found.push(difference);
  }
  return found;
}
