import type { Instant } from './clock.ts';
import type { ReportSchedule } from './report-schedule.ts';

/**
 * The first moment after `after` at which it falls due; undefined when it is off. On the wall clock of the clinic's zone: where the clocks
 * jump over the time it is an hour later, where they show it twice it is the first of both.
 */
export function nextDue({ every, weekday, day, time }: ReportSchedule, zone: string, after: Instant): Instant | undefined {
  if (every === 'off') return undefined;
  const today = Temporal.Instant.fromEpochMilliseconds(after).toZonedDateTimeISO(zone).toPlainDate();
  let date = every === 'week' ? today.add({ days: (weekday - today.dayOfWeek + 7) % 7 }) : today.with({ day });
  for (;;) {
    const at = date.toZonedDateTime({ timeZone: zone, plainTime: time }).epochMilliseconds;
    if (at > after) return at;
    date = every === 'week' ? date.add({ days: 7 }) : date.add({ months: 1 });
  }
}
