import { type Instant, MINUTE } from '../../domain/clock.ts';
import type { Source } from '../../domain/source.ts';

/** How Dexcom's receivers and Nightscout call the arrows, and the numbers that Dexcom gives them. */
export const ARROWS = {
  NONE: { trend: 0, sign: '⇼' },
  DoubleUp: { trend: 1, sign: '⇈' },
  SingleUp: { trend: 2, sign: '↑' },
  FortyFiveUp: { trend: 3, sign: '↗' },
  Flat: { trend: 4, sign: '→' },
  FortyFiveDown: { trend: 5, sign: '↘' },
  SingleDown: { trend: 6, sign: '↓' },
  DoubleDown: { trend: 7, sign: '⇊' },
  'NOT COMPUTABLE': { trend: 8, sign: '-' },
} as const;
export type Arrow = keyof typeof ARROWS;

/** mg/dL a minute: steady up to 1; 1 to 2 slowly; 2 to 3; more than 3 rapidly. */
const RATES = { slow: 1, moderate: 2, rapid: 3 } as const;
export const ARROW_SOURCE: Source = {
  organisation: 'Dexcom',
  title: 'Dexcom continuous glucose monitoring system, user’s guide',
  year: 2013,
  section: '8.2 Rate of change arrows: over the last 15 to 20 minutes; no arrow where readings of these are missing',
  evidence: 'secondary',
};

/** The last 15 minutes, and half of the five between two readings of most sensors. */
export const ARROW_WINDOW_MS = 17.5 * MINUTE;
/** Two readings nearer than this say more of noise than of change. Engineering choice: a sensor that speaks every minute is not seen by two. */
const LEAST_SPAN_MS = 4 * MINUTE;

export interface SensorPoint {
  readonly at: Instant;
  readonly mgDl: number;
  /** LO or HI: nobody knows the number. */
  readonly beyond?: unknown;
}

/**
 * The arrow of a sensor reading: the slope of the straight line that fits the readings of the last 15 minutes best. `points`: of one sensor,
 * newest first, the first being the reading itself. `NONE` without enough readings before it, `NOT COMPUTABLE` where one is LO or HI.
 */
export function arrowOf(points: readonly SensorPoint[]): Arrow {
  const [last] = points;
  if (!last) return 'NONE';
  const recent = points.filter(({ at }) => at <= last.at && last.at - at <= ARROW_WINDOW_MS);
  if (recent.some(({ beyond }) => beyond !== undefined)) return 'NOT COMPUTABLE';
  if (last.at - recent.reduce((least, { at }) => Math.min(least, at), last.at) < LEAST_SPAN_MS) return 'NONE';
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const minutes = recent.map(({ at }) => (at - last.at) / MINUTE);
  const [when, level] = [mean(minutes), mean(recent.map(({ mgDl }) => mgDl))];
  const spread = minutes.reduce((sum, minute) => sum + (minute - when) ** 2, 0);
  const rate = recent.reduce((sum, { mgDl }, i) => sum + (minutes[i]! - when) * (mgDl - level), 0) / spread;
  // Ten readings that rise by exactly 1 a minute fit a line of 1.0000000000000002.
  return arrowOfRate(Math.round(rate * 1e6) / 1e6);
}

/** `rate` in mg/dL a minute. */
export function arrowOfRate(rate: number): Arrow {
  const speed = Math.abs(rate);
  if (speed <= RATES.slow) return 'Flat';
  const name = speed <= RATES.moderate ? 'FortyFive' : speed <= RATES.rapid ? 'Single' : 'Double';
  return `${name}${rate > 0 ? 'Up' : 'Down'}`;
}
