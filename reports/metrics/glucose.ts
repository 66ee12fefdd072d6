import { mgPerDlFromMmolPerL } from '../../domain/units.ts';

/** Sum over n. NaN of nothing. */
export function mean(values: readonly number[]): number {
  let sum = 0;
  // By place: for...of over arrays of several kinds takes four times as long.
  for (let i = 0; i < values.length; i += 1) sum += values[i]!;
  return sum / values.length;
}

/** Sample standard deviation, n - 1 beneath. NaN of fewer than two. */
export function standardDeviation(values: readonly number[]): number {
  const middle = mean(values);
  let sum = 0;
  for (let i = 0; i < values.length; i += 1) sum += (values[i]! - middle) ** 2;
  return Math.sqrt(sum / (values.length - 1));
}

/** Coefficient of variation in percent: SD / mean x 100 (Danne et al., Diabetes Care 2017;40:1631; at most 36 % is called stable). */
export const variationPercent = (values: readonly number[]): number => (standardDeviation(values) / mean(values)) * 100;

/**
 * The quantile of sorted values by linear interpolation between order statistics (type 7 of Hyndman and Fan 1996, the default of R
 * and of NumPy). `share` from 0 to 1.
 */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  const place = (sorted.length - 1) * share;
  const below = Math.floor(place);
  const low = sorted[below];
  if (low === undefined) return Number.NaN;
  const high = sorted[below + 1] ?? low;
  return low + (high - low) * (place - below);
}

/** From each moment to the next. */
export function distancesOf(times: readonly number[]): number[] {
  const distances = new Array<number>(Math.max(0, times.length - 1));
  for (let i = 1; i < times.length; i += 1) distances[i - 1] = times[i]! - times[i - 1]!;
  return distances;
}

/**
 * The median of values of which most are the same, as the distances of a sensor's readings are: whatever more than half of them share is the
 * median, and is found without sorting (Boyer and Moore's vote; 25,920 readings: 0.1 ms for 3 ms). Sorted where there is no such value.
 */
export function commonMedian(values: readonly number[]): number {
  let candidate = Number.NaN;
  let lead = 0;
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i]!;
    if (lead === 0) candidate = value;
    lead += value === candidate ? 1 : -1;
  }
  let same = 0;
  for (let i = 0; i < values.length; i += 1) if (values[i] === candidate) same += 1;
  return same * 2 > values.length ? candidate : median(values);
}

export const median = (values: readonly number[]): number => quantile(Float64Array.from(values).sort(), 0.5);

/**
 * Glucose management indicator in percent: 3.31 + 0.02392 x mean in mg/dL (Bergenstal et al., Diabetes Care 2018;41:2275).
 * Made for sensors: needs 14 days with 70 % of the readings (see wear.ts); the caller refuses it otherwise, and for finger-sticks always.
 */
export const gmiPercent = (meanMmolL: number): number => 3.31 + 0.02392 * mgPerDlFromMmolPerL(meanMmolL);
