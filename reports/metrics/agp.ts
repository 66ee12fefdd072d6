import { quantile } from './glucose.ts';

/** One moment of the day: percentiles of all days at about that time, in mmol/L. */
export interface AgpPoint {
  /** Minutes since midnight in the patient's zone. */
  readonly minute: number;
  readonly p5: number;
  readonly p25: number;
  readonly p50: number;
  readonly p75: number;
  readonly p95: number;
}

const STEP_MINUTES = 15;
const STEPS = 1440 / STEP_MINUTES;
/** Each point speaks for the hour around it. */
const REACH_STEPS = 2;
/** Percentiles of less than this many readings around one time of day would be single readings: the curve has a gap there. */
const SMALLEST_POOL = 20;

/**
 * Ambulatory glucose profile (Danne et al., Diabetes Care 2017;40:1631; percentiles 5, 25, 50, 75, 95 by time of day).
 * Readings are put into quarter hours; each point pools the five quarter hours around it, past midnight too, and the curves are then
 * smoothed once with the weights 1-2-1. Smoothing keeps the percentiles in order. Fewer than 20 readings around a time of day: no point.
 * @param minutes since midnight, 0 to 1439.99, one for each value
 */
export function ambulatoryProfile(minutes: readonly number[], glucoseMmolL: readonly number[]): AgpPoint[] {
  const bins: number[][] = Array.from({ length: STEPS }, () => []);
  for (let i = 0; i < minutes.length; i += 1) bins[Math.floor(minutes[i]! / STEP_MINUTES) % STEPS]!.push(glucoseMmolL[i]!);
  const sorted = bins.map((values) => Float64Array.from(values).sort());
  const raw = sorted.map((_, step) => percentilesAround(sorted, step));
  return raw.flatMap((here, step) => {
    if (!here) return [];
    const before = raw[(step + STEPS - 1) % STEPS] ?? here;
    const after = raw[(step + 1) % STEPS] ?? here;
    const [p5, p25, p50, p75, p95] = here.map((value, i) => (before[i]! + 2 * value + after[i]!) / 4) as [
      number,
      number,
      number,
      number,
      number,
    ];
    return [{ minute: step * STEP_MINUTES + STEP_MINUTES / 2, p5, p25, p50, p75, p95 }];
  });
}

const SHARES = [0.05, 0.25, 0.5, 0.75, 0.95];

/** Of five sorted bins as if they were one. */
function percentilesAround(bins: readonly Float64Array[], step: number): number[] | undefined {
  let pooled = bins[step]!;
  for (const offset of [-2, -1, 1, REACH_STEPS]) pooled = merged(pooled, bins[(step + offset + STEPS) % STEPS]!);
  return pooled.length < SMALLEST_POOL ? undefined : SHARES.map((share) => quantile(pooled, share));
}

/** Two sorted lists as one: half of the time that sorting them together takes. */
function merged(a: Float64Array, b: Float64Array): Float64Array {
  const both = new Float64Array(a.length + b.length);
  let [i, j] = [0, 0];
  for (let k = 0; k < both.length; k += 1) both[k] = j >= b.length || (i < a.length && a[i]! <= b[j]!) ? a[i++]! : b[j++]!;
  return both;
}
