import { z } from 'zod';
import type { Instant } from './clock.ts';

const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day like 08:00');
const Day = z.iso.date('a day like 2026-03-01');
const quietHours = z.strictObject({ from: TimeOfDay, to: TimeOfDay });
export type PlanQuietHours = z.infer<typeof quietHours>;

const PlanItem = z.strictObject({
  /** Small letters, digits and hyphens; kept while the item is changed, so that what was asked today is not asked again. */
  id: z.string().regex(/^[a-z][a-z0-9-]{0,40}$/, 'small letters, digits and hyphens'),
  what: z.discriminatedUnion('do', [
    z.strictObject({ do: z.literal('check-in'), questionnaire: z.string().min(1).max(41) }),
    z.strictObject({ do: z.literal('measure'), kind: z.enum(['glucose', 'blood-pressure']) }),
    /** `medicine` is what the reminder says: "metformin 500 mg, with breakfast". */
    z.strictObject({ do: z.literal('medicine'), medicine: z.string().trim().min(1).max(120) }),
  ]),
  /** On the patient's wall clock. */
  times: z.array(TimeOfDay).min(1, 'at least one time of day').max(8),
  /** Days of the week, 1 is Monday; none named: every day. */
  weekdays: z.array(z.int().min(1).max(7)).max(7).default([]),
  /** The first and the last day. */
  from: Day.optional(),
  until: Day.optional(),
});
export type PlanItem = z.infer<typeof PlanItem>;

/** What a patient is to be reminded of and asked, and when nobody writes to them for what can wait. */
export const Plan = z
  .strictObject({ quiet: quietHours.default({ from: '22:00', to: '07:00' }), items: z.array(PlanItem).max(30).default([]) })
  .superRefine(({ quiet, items }, context) => {
    const complain = (path: (string | number)[], message: string) =>
      context.addIssue({ code: 'custom', path: ['items', ...path], message });
    for (const [i, { id, times, from, until }] of items.entries()) {
      if (items.findIndex((other) => other.id === id) < i) complain([i, 'id'], `there are two called ${id}`);
      if (from !== undefined && until !== undefined && until < from) complain([i, 'until'], 'the last day is before the first');
      if (new Set(times).size < times.length) complain([i, 'times'], 'a time stands here twice');
      const silent = times.find((time) => isQuiet(time, quiet));
      if (silent !== undefined) {
        complain([i, 'times'], `${silent} lies in the quiet hours, ${quiet.from} to ${quiet.to}: choose another time, or change these`);
      }
    }
  });
export type Plan = z.infer<typeof Plan>;
export const NO_PLAN: Plan = Plan.parse({});

/** Whether a time of day lies in the quiet hours; they may go over midnight, and the same time twice means none. */
export const isQuiet = (time: string, { from, to }: PlanQuietHours): boolean =>
  from < to ? time >= from && time < to : from > to && (time >= from || time < to);

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
