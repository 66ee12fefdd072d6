import { DAY, HOUR, type Instant } from '../domain/clock.ts';

interface Stretch {
  readonly from: Instant;
  readonly to: Instant;
  readonly offsetMs: number;
}

/** The last stretch between two changes of the clocks that was asked for, by zone. Saves a calendar lookup for every reading. */
const stretches = new Map<string, Stretch>();

/** What the clocks of `zone` (IANA name) show beyond UTC at that moment. */
function offsetMs(at: Instant, zone: string): number {
  const known = stretches.get(zone);
  if (known && at >= known.from && at < known.to) return known.offsetMs;
  const there = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
  const found: Stretch = {
    // A change at this very moment is over: `previous` looks strictly before.
    from: there.add({ milliseconds: 1 }).getTimeZoneTransition('previous')?.epochMilliseconds ?? Number.NEGATIVE_INFINITY,
    to: there.getTimeZoneTransition('next')?.epochMilliseconds ?? Number.POSITIVE_INFINITY,
    offsetMs: there.offsetNanoseconds / 1e6,
  };
  stretches.set(zone, found);
  return found.offsetMs;
}

/** The wall clock of the patient, as milliseconds since the wall clock of 1 January 1970. */
export const wallClock = (at: Instant, zone: string): number => at + offsetMs(at, zone);

/** Two wall clock times of one calendar day have the same number. */
export const dayOf = (wallClockMs: number): number => Math.floor(wallClockMs / DAY);

/** Noon or later. */
export const isAfternoon = (wallClockMs: number): boolean => wallClockMs % DAY >= 12 * HOUR;
