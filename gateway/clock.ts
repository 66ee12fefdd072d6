import { parseCurrentTime, parseDateTime } from '../devices/gatt/device-facts.ts';
import { type Instant, SECOND } from '../domain/clock.ts';

/** Two clocks closer than this agree: the value has travelled by radio, and cuffs show minutes. */
export const AGREES_WITHIN_MS = 10 * SECOND;

/** `manual time update` and nothing else: bit 0 of Adjust Reason (Current Time Service 1.1, 3.1.2.1). */
const ADJUSTED_BY_HAND = 1;

const wallClock = (now: Instant, zone: string): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone);

/** Date Time (2A08) for the device's zone: the clock on its display. */
export function dateTimeBytes(now: Instant, zone: string): Uint8Array {
  const { year, month, day, hour, minute, second } = wallClock(now, zone);
  return Uint8Array.of(year & 0xff, year >> 8, month, day, hour, minute, second);
}

/** Current Time (2A2B): Date Time, day of the week (1 is Monday), 1/256 seconds, why it was adjusted. */
export function currentTimeBytes(now: Instant, zone: string): Uint8Array {
  const { dayOfWeek, millisecond } = wallClock(now, zone);
  return Uint8Array.of(...dateTimeBytes(now, zone), dayOfWeek, Math.floor((millisecond * 256) / 1000), ADJUSTED_BY_HAND);
}

/**
 * How far the device's clock is ahead of ours, in milliseconds; undefined when the device does not know its own date. Reads both 2A2B and
 * 2A08, which differ in length. Throws DecodeError.
 */
export function skewMs(said: Uint8Array, now: Instant, zone: string): number | undefined {
  const { dateTime, fractions256 = 0 } = said.length === 7 ? { ...parseDateTime(said), fractions256: 0 } : parseCurrentTime(said);
  if (/^0000|-00/.test(dateTime)) return undefined;
  const at = Temporal.PlainDateTime.from(dateTime).toZonedDateTime(zone).epochMilliseconds + Math.floor((fractions256 * 1000) / 256);
  return at - now;
}
