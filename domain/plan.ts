import { z } from 'zod';
import { WATCHED } from './reading.ts';

const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day like 08:00');
const Day = z.iso.date('a day like 2026-03-01');
const quietHours = z.strictObject({ from: TimeOfDay, to: TimeOfDay });
export type PlanQuietHours = z.infer<typeof quietHours>;

const PlanItem = z.strictObject({
  /** Small letters, digits and hyphens; kept while the item is changed, so that what was asked today is not asked again. */
  id: z.string().regex(/^[a-z][a-z0-9-]{0,40}$/, 'small letters, digits and hyphens'),
  what: z.discriminatedUnion('do', [
    z.strictObject({ do: z.literal('check-in'), questionnaire: z.string().min(1).max(41) }),
    z.strictObject({ do: z.literal('measure'), kind: z.enum(WATCHED) }),
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
      const silent = times.find((time) => TimeOfDay.safeParse(time).success && isQuiet(time, quiet));
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
