import type { Instant } from '../../domain/clock.ts';
import { DAY, MINUTE } from '../../domain/clock.ts';
import type { Shortfall } from '../figure.ts';
import { commonMedian, distancesOf } from './glucose.ts';

/** The consensus asks for 14 days with at least 70 % of the possible readings (Battelino et al. 2019, Diabetes Care 42:1593). */
export const WEAR_DAYS = 14;
export const WEAR_SHARE = 0.7;

export interface Wear {
  /** The sensor's own rhythm: the median distance of its readings, 1 to 15 minutes. */
  readonly intervalMinutes: number;
  /** Readings, where two closer than half an interval count once. */
  readonly have: number;
  /** From the first to the last reading. */
  readonly spanDays: number;
  /** Share of the possible readings between the first and the last one. */
  readonly activePercent: number;
  /** What 70 % of the span, or of 14 days if that is longer, would be. */
  readonly need: number;
  readonly enough: boolean;
}

/** Minutes between one reading of a sensor and the next, 1 to 15. @param times at least two, in order */
const rhythmOf = (times: readonly Instant[]): number => Math.min(15, Math.max(1, Math.round(commonMedian(distancesOf(times)) / MINUTE)));

/** How well a continuous sensor was worn. `times` in order; undefined when there are fewer than two. */
export function wearOf(times: readonly Instant[]): Wear | undefined {
  const [first, last] = [times[0], times.at(-1)];
  if (first === undefined || last === undefined || last === first) return undefined;
  const intervalMinutes = rhythmOf(times);
  const intervalMs = intervalMinutes * MINUTE;
  let have = 1;
  let counted = first;
  for (let i = 0; i < times.length; i += 1) {
    const at = times[i]!;
    if (at - counted < intervalMs / 2) continue;
    have += 1;
    counted = at;
  }
  return wearBetween(first, last, have, intervalMinutes);
}

function wearBetween(first: Instant, last: Instant, have: number, intervalMinutes: number): Wear {
  const intervalMs = intervalMinutes * MINUTE;
  const possible = Math.round((last - first) / intervalMs) + 1;
  const need = Math.ceil(WEAR_SHARE * Math.max(possible, (WEAR_DAYS * DAY) / intervalMs));
  return {
    intervalMinutes,
    have,
    spanDays: (last - first) / DAY,
    activePercent: Math.min(100, (have / possible) * 100),
    need,
    enough: have >= need,
  };
}

/** Enough of a sensor for the consensus' goals (undefined), or what is missing. */
export function wearShortfall(wear: Wear | undefined): Shortfall | undefined {
  if (wear?.enough) return undefined;
  // 70 % of 14 days of readings 5 minutes apart.
  return { have: wear?.have ?? 0, need: wear?.need ?? 2823, of: 'sensor-readings' };
}
