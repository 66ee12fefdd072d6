import type { Instant } from './clock.ts';
import type { PlanItem } from './plan.ts';

/** One time at which an item of a plan is due. `day` and `time` are on the patient's wall clock, and name it: it happens once. */
export interface Occurrence {
  readonly day: string;
  readonly time: string;
  readonly at: Instant;
}

/**
 * When an item is due, from the day of `since` on, earliest first, without end unless the item has one. On the wall clock of the zone:
 * where the clocks jump over a time it is an hour later, where they show it twice it is the first of both.
 */
export function* occurrences({ times, weekdays, from, until }: PlanItem, zone: string, since: Instant): Generator<Occurrence> {
  const first = Temporal.Instant.fromEpochMilliseconds(since).toZonedDateTimeISO(zone).toPlainDate();
  let day = from !== undefined && from > first.toString() ? Temporal.PlainDate.from(from) : first;
  for (; until === undefined || day.toString() <= until; day = day.add({ days: 1 })) {
    if (weekdays.length > 0 && !weekdays.includes(day.dayOfWeek)) continue;
    for (const time of times.toSorted()) {
      const at = day.toZonedDateTime({ timeZone: zone, plainTime: time }).epochMilliseconds;
      yield { day: day.toString(), time, at };
    }
  }
}

/** The next time strictly after `after`; undefined when the item has ended. */
export function nextOccurrence(item: PlanItem, zone: string, after: Instant): Occurrence | undefined {
  for (const one of occurrences(item, zone, after)) if (one.at > after) return one;
  return undefined;
}

/** The latest time in `since` <= at <= `now`: what a timer that was set for `since` is for, also when it is looked at late. */
export function latestOccurrence(item: PlanItem, zone: string, since: Instant, now: Instant): Occurrence | undefined {
  let latest: Occurrence | undefined;
  for (const one of occurrences(item, zone, since)) {
    if (one.at > now) break;
    if (one.at >= since) latest = one;
  }
  return latest;
}
