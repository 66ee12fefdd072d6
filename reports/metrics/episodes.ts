import type { Instant } from '../../domain/clock.ts';
import { MINUTE } from '../../domain/clock.ts';

/** A stretch of sensor readings on one side of a limit. */
export interface Episode {
  readonly from: Instant;
  readonly to: Instant;
  readonly minutes: number;
  /** The lowest value of a low episode, the highest of a high one. */
  readonly extremeMmolL: number;
}

const EPISODE_MS = 15 * MINUTE;
/** A silence this long ends an episode: nobody knows what happened in it. */
const SILENCE_MS = 45 * MINUTE;

/**
 * Episodes of at least 15 minutes beyond a limit; one ends when at least 15 minutes lie on the other side again (Danne et al.,
 * Diabetes Care 2017;40:1631), or when the sensor was silent for 45 minutes.
 * @param readings of one sensor, in order
 * @param intervalMinutes how long one reading speaks for
 */
export function episodesOf<R extends { readonly at: Instant; readonly glucoseMmolL: number }>(
  readings: readonly R[],
  isBeyond: (reading: R) => boolean,
  worse: (a: number, b: number) => number,
  intervalMinutes: number,
): Episode[] {
  const intervalMs = intervalMinutes * MINUTE;
  const found: Episode[] = [];
  let open: { from: Instant; to: Instant; extremeMmolL: number } | undefined;
  let back: Instant | undefined;
  let previous: Instant | undefined;
  const close = (): void => {
    if (open && open.to - open.from >= EPISODE_MS) found.push({ ...open, minutes: Math.round((open.to - open.from) / MINUTE) });
    open = undefined;
    back = undefined;
  };
  for (const reading of readings) {
    if (previous !== undefined && reading.at - previous > SILENCE_MS) close();
    previous = reading.at;
    const ends = reading.at + intervalMs;
    if (isBeyond(reading)) {
      open = open
        ? { ...open, to: ends, extremeMmolL: worse(open.extremeMmolL, reading.glucoseMmolL) }
        : { from: reading.at, to: ends, extremeMmolL: reading.glucoseMmolL };
      back = undefined;
    } else if (open) {
      back ??= reading.at;
      if (ends - back >= EPISODE_MS) close();
    }
  }
  close();
  return found;
}
