import { DAY, type Instant } from '../domain/clock.ts';
import type { Measurement } from '../domain/reading.ts';
import type { WallClock } from './bytes.ts';
import type { Context } from './decoder.ts';

/** Clocks of meters that lost their battery restart in these years; no home meter on sale is older. */
const FIRST_BELIEVABLE_YEAR = 2010;

type Timing = Pick<Measurement, 'at' | 'clock' | 'quality'>;

/**
 * When the body was measured. The device's wall clock, read in its zone, where it can be believed; else the moment at which the gateway
 * heard the notification; else when Hearth did. What cannot be believed is said: `clock-suspect`, and `unstamped` when a resend would
 * look like another reading.
 */
export function timing(clock: WallClock | undefined, { received, stamped, zone }: Context, offsetMinutes = 0): Timing {
  const said = clock && isWhole(clock) ? instantOf(clock, zone, offsetMinutes) : undefined;
  if (said !== undefined && clock!.year >= FIRST_BELIEVABLE_YEAR && said <= received + DAY)
    return { at: said, clock: 'device', quality: [] };
  const suspect = clock ? (['clock-suspect'] as const) : [];
  if (stamped !== undefined && stamped <= received + DAY) return { at: stamped, clock: 'gateway', quality: [...suspect] };
  return { at: received, clock: 'server', quality: [...suspect, 'unstamped'] };
}

const isWhole = ({ year, month, day }: WallClock): boolean => year > 0 && month > 0 && day > 0;

/**
 * Wall clock and zone to instant, without Temporal's cost for each reading: the zone's offset is looked up once an hour of wall time.
 * In a gap or an overlap of daylight saving the earlier reading of the clock is meant, as Temporal's `compatible` does for overlaps.
 */
function instantOf(clock: WallClock, zone: string, offsetMinutes: number): Instant {
  const asUtc = Date.UTC(clock.year, clock.month - 1, clock.day, clock.hour, clock.minute, clock.second) + offsetMinutes * 60_000;
  return asUtc - offsetOf(zone, asUtc);
}

const HOUR = 3_600_000;
const offsets = new Map<string, number>();
const REMEMBERED = 10_000;

function offsetOf(zone: string, wallAsUtc: number): number {
  const hour = Math.floor(wallAsUtc / HOUR);
  const key = `${zone} ${hour}`;
  const known = offsets.get(key);
  if (known !== undefined) return known;
  const wall = Temporal.Instant.fromEpochMilliseconds(hour * HOUR)
    .toZonedDateTimeISO('UTC')
    .toPlainDateTime();
  const offset = wall.toZonedDateTime(zone, { disambiguation: 'compatible' }).offsetNanoseconds / 1e6;
  if (offsets.size >= REMEMBERED) offsets.clear();
  offsets.set(key, offset);
  return offset;
}
