import { AGREE_WITHIN_MS, DAY, HOUR, type Instant, MINUTE } from '../domain/clock.ts';
import type { Measurement } from '../domain/reading.ts';
import type { WallClock } from './bytes.ts';
import { type Context, DecodeError } from './decoder.ts';

/** Clocks of meters that lost their battery restart in 1970 or 2000; no home meter on sale is older than this. */
const FIRST_BELIEVABLE = Date.UTC(2010, 0, 1);

/** Whether something can have been measured then. A day of the future is a clock set to the wrong zone, not a clock that was never set. */
export const isBelievable = (instant: Instant, received: Instant): boolean => instant >= FIRST_BELIEVABLE && instant <= received + DAY;

type Timing = Pick<Measurement, 'at' | 'clock' | 'quality' | 'statedAt'>;

/**
 * When the body was measured. The device's wall clock, read in its zone, where it can be believed; else the moment at which the gateway
 * heard the notification; else when Hearth did. What cannot be believed is said: `clock-suspect`, and `unstamped` when a resend would
 * look like another reading. A clock that was seen to be off is corrected by as much (coincident timestamps: HL7 Personal Health Device
 * implementation guide). `offsetMinutes` is what the record adds to its wall clock: no number when that did not fit its field.
 */
export function timing(clock: WallClock | undefined, context: Context, offsetMinutes: number | 'overrun' | 'underrun' = 0): Timing {
  const { received, stamped, zone } = context;
  const said = clock && isWhole(clock) && typeof offsetMinutes === 'number' ? instantOf(clock, zone, offsetMinutes) : undefined;
  const corrected = said === undefined ? undefined : correctedBy(said, context);
  if (said !== undefined && corrected !== undefined) return { at: corrected, clock: 'corrected', statedAt: said, quality: [] };
  if (said !== undefined && isBelievable(said, received)) {
    const twice = clock && typeof offsetMinutes === 'number' ? inTheChange(clock, zone, offsetMinutes) : undefined;
    if (twice === undefined) return { at: said, clock: 'device', quality: [] };
    // Which of the two it was, the gateway may know: it heard it soon after. Else the first, and it is said.
    const heardAfter = stamped === undefined ? undefined : twice.findLast((at) => at <= stamped && stamped - at <= HOUR);
    return heardAfter === undefined
      ? { at: said, clock: 'device', quality: ['clock-suspect'] }
      : { at: heardAfter, clock: 'device', quality: [] };
  }
  if (stamped !== undefined && isBelievable(stamped, received)) {
    return { at: stamped, clock: 'gateway', quality: clock ? ['clock-suspect'] : [] };
  }
  const suspect = clock !== undefined || stamped !== undefined;
  return { at: received, clock: 'server', quality: suspect ? ['clock-suspect', 'unstamped'] : ['unstamped'] };
}

/**
 * What the clock says, less what it was off. Its dial ran on by itself: where the zone has gone to daylight saving since, the dial has
 * not. Undefined where the clock was right, where nobody has looked at it, and for a record that it cannot have made as it now stands:
 * one dated after the present was made before somebody set the clock back, and nobody knows when.
 */
export function correctedBy(said: Instant, { received, zone, clockSkewMs }: Omit<Context, 'topic'>): Instant | undefined {
  if (clockSkewMs === undefined || Math.abs(clockSkewMs) <= AGREE_WITHIN_MS) return undefined;
  const at = said - clockSkewMs - (zoneOffsetMs(zone, received) - zoneOffsetMs(zone, said));
  return at <= received + AGREE_WITHIN_MS && isBelievable(at, received) ? at : undefined;
}

const zoneOffsetMs = (zone: string, at: Instant): number =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).offsetNanoseconds / 1e6;

/** A part that is 0 was unknown to the device: such a date is no date. */
export const isWhole = ({ year, month, day }: WallClock): boolean => year > 0 && month > 0 && day > 0;

/** The wall clock as if it stood in UTC, `minutes` later: for arithmetic on the dial, not for a moment in time. */
export const dialMs = ({ year, month, day, hour, minute, second }: WallClock, minutes = 0): number =>
  Date.UTC(year, month - 1, day, hour, minute, second) + minutes * MINUTE;

/**
 * Wall clock and zone to instant, as Temporal's `compatible` reads them: an hour that daylight saving repeats is its first, one that it
 * skips is moved on. Days on which the zone's offset stands still, all but two a year, are remembered: 2.3 million a second where
 * asking Temporal each time gives 370,000 (measured, Asia/Shanghai, 4,096 different times).
 */
export function instantOf(clock: WallClock, zone: string, offsetMinutes = 0): Instant {
  const dial = dialMs(clock, offsetMinutes);
  const offset = steadyOffsetMs(zone, Math.floor(dial / DAY));
  if (offset !== undefined) return dial - offset;
  return Temporal.Instant.fromEpochMilliseconds(dial).toZonedDateTimeISO('UTC').toPlainDateTime().toZonedDateTime(zone).epochMilliseconds;
}

/** The hour that daylight saving repeats, or skips: both moments that the dial may mean. Undefined on all other hours of the year. */
function inTheChange(clock: WallClock, zone: string, offsetMinutes: number): readonly [Instant, Instant] | undefined {
  const dial = dialMs(clock, offsetMinutes);
  if (steadyOffsetMs(zone, Math.floor(dial / DAY)) !== undefined) return undefined;
  const plain = Temporal.Instant.fromEpochMilliseconds(dial).toZonedDateTimeISO('UTC').toPlainDateTime();
  const earlier = plain.toZonedDateTime(zone, { disambiguation: 'earlier' }).epochMilliseconds;
  const later = plain.toZonedDateTime(zone, { disambiguation: 'later' }).epochMilliseconds;
  return earlier === later ? undefined : [earlier, later];
}

const steady = new Map<string, Map<number, number | undefined>>();
const REMEMBERED_DAYS = 10_000;
const REMEMBERED_ZONES = 600;

/** How far the zone is ahead of UTC on that day (counted from 1970); undefined when the day brings a change. */
function steadyOffsetMs(zone: string, day: number): number | undefined {
  const days = steady.get(zone);
  const known = days?.get(day);
  if (known !== undefined || days?.has(day)) return known;
  const begins = midnight(zone, day);
  const offset = begins.hoursInDay === 24 ? begins.offsetNanoseconds / 1e6 : undefined;
  if (days === undefined && steady.size >= REMEMBERED_ZONES) steady.clear();
  if (days === undefined || days.size >= REMEMBERED_DAYS) steady.set(zone, new Map([[day, offset]]));
  else days.set(day, offset);
  return offset;
}

function midnight(zone: string, day: number): Temporal.ZonedDateTime {
  const date = Temporal.Instant.fromEpochMilliseconds(day * DAY)
    .toZonedDateTimeISO('UTC')
    .toPlainDate();
  try {
    return date.toZonedDateTime(zone);
  } catch (error) {
    // One device enrolled with a zone that does not exist must not stop the readings of all others.
    if (error instanceof RangeError) throw new DecodeError('zone', `this system knows no time zone "${zone}"`);
    throw error;
  }
}
