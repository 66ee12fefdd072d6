import type { DayGrid } from './day-grid.ts';
import { standardDeviation } from './glucose.ts';

/** The moving averages of Fernandes et al., on a grid of 5 minutes: 25 and 160 minutes. */
const SHORT_STEPS = 5;
const LONG_STEPS = 32;
export const MAGE_STEP_MINUTES = 5;
/** A silence of more than 3 hours: the trace is cut there, and each piece is measured by its own SD. */
const MOST_SILENT_STEPS = 36;

export interface Excursions {
  /** The mean of `rises` and `falls`, each piece of the trace weighted by its length. */
  readonly mean: number;
  /** Nadir to peak (MAGE+) and peak to nadir (MAGE-). */
  readonly rises: number;
  readonly falls: number;
}

/**
 * Mean amplitude of glycemic excursions: the mean height of the rises and falls that are larger than one standard deviation (Service et al.,
 * Diabetes 1970;19:644). Turning points are looked for between crossings of a short and a long moving average (Fernandes et al., J Diabetes
 * Sci Technol 2022;16:576), which is what the R package iglu computes; other programs find other turning points, and other values.
 * @param grid of 5 minutes; in any unit, the result is in the same. NaN without any excursion
 */
export function meanAmplitude({ values }: Pick<DayGrid, 'values'>): Excursions {
  let [weight, rises, falls, risesWeight, fallsWeight] = [0, 0, 0, 0, 0];
  let total = 0;
  for (const [from, to] of piecesOf(values)) {
    const piece = values.subarray(from, to + 1);
    const length = to - from;
    if (piece.length < LONG_STEPS) continue;
    const deviation = standardDeviation(Array.from(piece).filter((value) => !Number.isNaN(value)));
    // A flat trace has no excursions.
    if (!(deviation > 0)) continue;
    const turns = turningPoints(piece);
    const [up, down] = [meanOf(climbs(turns, deviation)), meanOf(descents(turns, deviation))];
    if (!Number.isNaN(up)) {
      total += up * length;
      weight += length;
      rises += up * length;
      risesWeight += length;
    }
    if (!Number.isNaN(down)) {
      total += down * length;
      weight += length;
      falls += down * length;
      fallsWeight += length;
    }
  }
  return { mean: total / weight, rises: rises / risesWeight, falls: falls / fallsWeight };
}

/** First and last known value of each stretch that no long silence interrupts. */
function piecesOf(values: Float64Array): (readonly [from: number, to: number])[] {
  const pieces: [number, number][] = [];
  for (let i = 0; i < values.length; i += 1) {
    if (Number.isNaN(values[i]!)) continue;
    const last = pieces[pieces.length - 1];
    if (last && i - last[1] - 1 <= MOST_SILENT_STEPS) last[1] = i;
    else pieces.push([i, i]);
  }
  return pieces;
}

/** The mean of what is known of the last `width` values; the first ones have the mean of the first full window. */
function movingMean(values: Float64Array, width: number): Float64Array {
  const means = new Float64Array(values.length);
  for (let i = width - 1; i < values.length; i += 1) {
    // Summed anew each time: a sum that rolls along would call a flat stretch a crossing.
    let sum = 0;
    for (let k = i - width + 1; k <= i; k += 1) sum += values[k]!;
    means[i] = Number.isNaN(sum) ? knownMean(values.subarray(i - width + 1, i + 1)) : sum / width;
  }
  return means.fill(means[width - 1]!, 0, width - 1);
}

function knownMean(values: Float64Array): number {
  let [sum, known] = [0, 0];
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    sum += value;
    known += 1;
  }
  return sum / known;
}

/** The highest value while the short average is above the long one, the lowest while it is below, in turn. */
function turningPoints(values: Float64Array): number[] {
  const [short, long] = [movingMean(values, SHORT_STEPS), movingMean(values, LONG_STEPS)];
  const ahead = short.map((mean, i) => mean - long[i]!);
  const crossings = [0];
  for (let i = 1; i < values.length; i += 1) {
    if (Number.isNaN(values[i]!) || Number.isNaN(values[i - 1]!)) continue;
    // Also against the last crossing: behind a silence the averages may have changed sides unseen.
    if (ahead[i]! * ahead[i - 1]! < 0 || ahead[i]! * ahead[crossings[crossings.length - 1]!]! < 0) crossings.push(i);
  }
  crossings.push(values.length - 1);
  const turns: number[] = [];
  let from = 0;
  for (let c = 0; c < crossings.length - 1; c += 1) {
    const high = ahead[crossings[c]!]! > 0;
    let best = from;
    for (let i = from; i <= crossings[c + 1]!; i += 1) {
      const value = values[i]!;
      const found = values[best]!;
      if (Number.isNaN(value)) continue;
      if (Number.isNaN(found) || (high ? value > found : value < found)) best = i;
    }
    turns.push(values[best]!);
    from = best;
  }
  return turns;
}

/** Heights from a nadir to the peak behind it, of more than one SD, each ended by a fall of more than one SD or by the end of the trace. */
function climbs(turns: readonly number[], deviation: number): number[] {
  const heights: number[] = [];
  let from = 0;
  let peak = 0;
  while (peak < turns.length) {
    const nadir = lowest(turns, from, peak);
    if (turns[peak]! - turns[nadir]! < deviation) {
      peak += 1;
      continue;
    }
    for (let k = peak; k < turns.length; k += 1) {
      if (turns[k]! > turns[peak]!) peak = k;
      if (turns[peak]! - turns[k]! <= deviation && k < turns.length - 1) continue;
      heights.push(turns[peak]! - turns[nadir]!);
      from = k;
      peak = k;
      break;
    }
  }
  return heights;
}

/** The same downwards; the next peak is looked for from the nadir on. */
function descents(turns: readonly number[], deviation: number): number[] {
  const heights: number[] = [];
  let from = 0;
  let nadir = 0;
  while (nadir < turns.length) {
    const peak = highest(turns, from, nadir);
    if (turns[peak]! - turns[nadir]! < deviation) {
      nadir += 1;
      continue;
    }
    for (let k = nadir; k < turns.length; k += 1) {
      if (turns[k]! < turns[nadir]!) nadir = k;
      if (turns[k]! - turns[nadir]! <= deviation && k < turns.length - 1) continue;
      heights.push(turns[peak]! - turns[nadir]!);
      from = nadir;
      nadir = k;
      break;
    }
  }
  return heights;
}

function lowest(turns: readonly number[], from: number, to: number): number {
  let found = from;
  for (let i = from; i <= to; i += 1) if (turns[i]! < turns[found]!) found = i;
  return found;
}

function highest(turns: readonly number[], from: number, to: number): number {
  let found = from;
  for (let i = from; i <= to; i += 1) if (turns[i]! > turns[found]!) found = i;
  return found;
}

const meanOf = (heights: readonly number[]): number => heights.reduce((sum, height) => sum + height, 0) / heights.length;
