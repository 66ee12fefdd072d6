import { DAY, HOUR, type Instant } from '../domain/clock.ts';

interface Stretch {
  readonly from: Instant;
  readonly to: Instant;
  readonly offsetMs: number;
}

/** The last stretch between two changes of the clocks that was asked for, by zone. Saves a calendar lookup for every reading. */
const stretches = new Map<string, Stretch>();

/** The wall clock of a zone (IANA name; semantics 2.7): milliseconds since the wall clock showed 1 January 1970. */
export function wallClockIn(zone: string): (at: Instant) => number {
  let known = stretches.get(zone);
  return (at) => {
    if (!known || at < known.from || at >= known.to) {
      known = stretchAt(at, zone);
      stretches.set(zone, known);
    }
    return at + known.offsetMs;
  };
}

function stretchAt(at: Instant, zone: string): Stretch {
  const there = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
  return {
    // A change at this very moment is over: `previous` looks strictly before.
    from: there.add({ milliseconds: 1 }).getTimeZoneTransition('previous')?.epochMilliseconds ?? Number.NEGATIVE_INFINITY,
    to: there.getTimeZoneTransition('next')?.epochMilliseconds ?? Number.POSITIVE_INFINITY,
    offsetMs: there.offsetNanoseconds / 1e6,
  };
}

/** Two wall clock times of one calendar day have the same number. */
export const dayOf = (wallClockMs: number): number => Math.floor(wallClockMs / DAY);

/** Noon or later. */
export const isAfternoon = (wallClockMs: number): boolean => wallClockMs % DAY >= 12 * HOUR;
