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
  const raw = bins.map((_, step) => percentilesAround(bins, step));
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

function percentilesAround(bins: readonly (readonly number[])[], step: number): number[] | undefined {
  const pooled: number[] = [];
  for (let offset = -REACH_STEPS; offset <= REACH_STEPS; offset += 1) {
    for (const value of bins[(step + offset + STEPS) % STEPS]!) pooled.push(value);
  }
  if (pooled.length < SMALLEST_POOL) return undefined;
  const sorted = Float64Array.from(pooled).sort();
  return [0.05, 0.25, 0.5, 0.75, 0.95].map((share) => quantile(sorted, share));
}
