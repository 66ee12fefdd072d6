import { z } from 'zod';
import type { Instant } from '../domain/clock.ts';
import { TimeOfDay } from '../domain/contact.ts';

/** When nobody is woken for what can wait: in the patient's zone, and for the team in the clinic's. The same time twice: no quiet hours. */
export const QuietHours = z.strictObject({ from: TimeOfDay.default('22:00'), to: TimeOfDay.default('07:00') });
export type QuietHours = z.infer<typeof QuietHours>;

/**
 * The end of the quiet hours that `now` lies in; undefined when it lies in none. On the wall clock of the zone: in the night when the
 * clocks change, the end is still 07:00 on the wall.
 */
export function quietUntil(now: Instant, zone: string, { from, to }: QuietHours): Instant | undefined {
  if (from === to) return undefined;
  const here = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone);
  const time = here.toPlainTime();
  const [begins, ends] = [Temporal.PlainTime.from(from), Temporal.PlainTime.from(to)];
  const after = Temporal.PlainTime.compare(time, begins) >= 0;
  const before = Temporal.PlainTime.compare(time, ends) < 0;
  const overMidnight = Temporal.PlainTime.compare(begins, ends) > 0;
  if (!(overMidnight ? after || before : after && before)) return undefined;
  const day = overMidnight && after ? here.toPlainDate().add({ days: 1 }) : here.toPlainDate();
  return day.toZonedDateTime({ timeZone: zone, plainTime: ends }).epochMilliseconds;
}
