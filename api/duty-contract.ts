import { z } from 'zod';
import { DutyPlan } from '../domain/duty.ts';

/* The plan of duty, as it goes over HTTP. */

const Instant = z.int().describe('Unix milliseconds');
const OnDuty = z.object({ coordinator: z.array(z.string()), doctor: z.array(z.string()) });

/** Why: it is kept with the plan, and stands in the audit. */
const Reason = z.string().trim().min(2, 'say in a few words why').max(500);
export const SetDuty = DutyPlan.extend({ reason: Reason });
export type SetDuty = z.input<typeof SetDuty>;

export const DutyView = z.object({
  plan: DutyPlan,
  by: z.string().optional().describe('who set it; without, the defaults hold'),
  byName: z.string().optional(),
  since: z.int().optional(),
  reason: z.string().optional(),
  onDuty: OnDuty.describe('by the plan, now; empty: the whole role is told'),
});
export type DutyView = z.infer<typeof DutyView>;

export const TimetableDays = z.object({ days: z.coerce.number().int().min(1).max(62).default(14) });

export const Timetable = z.object({
  zone: z.string(),
  at: Instant,
  stretches: z.array(OnDuty.extend({ from: Instant, to: Instant })).describe('who is on duty, from change to change'),
  gaps: z.array(z.object({ role: z.enum(['coordinator', 'doctor']), from: Instant, to: Instant })).describe('hours that no shift covers'),
  unreachable: z
    .array(z.object({ user: z.string(), name: z.string() }))
    .describe('who is on it, and has no way besides the inbox that is neither silent nor wrong'),
  people: z
    .array(z.object({ id: z.string(), name: z.string(), role: z.enum(['coordinator', 'doctor']) }))
    .describe('who can be on a shift'),
});
export type Timetable = z.infer<typeof Timetable>;

export const PastPlan = z.object({
  plan: DutyPlan,
  by: z.string(),
  byName: z.string().optional(),
  since: Instant,
  reason: z.string().optional(),
});
export type PastPlan = z.infer<typeof PastPlan>;
