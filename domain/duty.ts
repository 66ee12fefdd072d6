import { z } from 'zod';
import type { AlertId, Severity } from './alert.ts';
import type { Instant } from './clock.ts';
import type { Kind, PatientId } from './reading.ts';
import { Language } from './source.ts';

const Minutes = z
  .int()
  .min(1)
  .max(60 * 24 * 30);
const Time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day like 08:00');
const Day = z.iso.date('a day like 2026-10-01');
export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** When somebody is on duty: on these days of the clinic's zone, from the first time to the second; over midnight it belongs to the day on which it begins. */
export const Shift = z.strictObject({
  role: z.enum(['coordinator', 'doctor']),
  /** Who signs in under these names. */
  users: z.array(z.string().min(1).max(64)).min(1).max(50),
  days: z
    .array(z.enum(WEEKDAYS))
    .min(1)
    .default([...WEEKDAYS]),
  from: Time.describe('The same as `to`: the whole day.'),
  to: Time,
  /** `not`: not on holidays; `only`: on holidays alone, whatever weekday they are; `also`: as on any other day. */
  holidays: z.enum(['not', 'only', 'also']).default('not'),
  /** Only for patients who speak it; left out, for all. */
  language: Language.optional(),
});
export type Shift = z.infer<typeof Shift>;

export const Substitute = z
  .strictObject({ out: z.string().min(1).max(64), instead: z.string().min(1).max(64), from: Day, to: Day })
  .refine(({ from, to }) => from <= to, { message: 'the last day is not before the first', path: ['to'] });
export type Substitute = z.infer<typeof Substitute>;

/** So long after an alert began to wait for somebody, this role is told of it. */
export const Step = z.strictObject({
  afterMinutes: Minutes,
  to: z.enum(['caregiver', 'coordinator', 'doctor']),
  /** Only when the moment lies in these hours of the clinic's zone. */
  between: z.strictObject({ from: Time, to: Time }).optional(),
});
export type Step = z.infer<typeof Step>;

const ladderOf = (...steps: readonly (readonly [number, Step['to']])[]) =>
  z
    .array(Step)
    .max(12)
    .default(steps.map(([afterMinutes, to]) => ({ afterMinutes, to })));
const perSeverity = (high: number, medium: number, low: number) =>
  z.strictObject({ high: Minutes.default(high), medium: Minutes.default(medium), low: Minutes.default(low) }).prefault({});

const HOUR = 60;
const ONE_DAY = 24 * HOUR;

/**
 * How a clinic looks after its alerts. All times are working defaults of this project, for each clinic to confirm or change: no
 * guideline gives them (evidence: unverified).
 */
export const DutyPlan = z.strictObject({
  shifts: z.array(Shift).max(200).default([]),
  holidays: z.array(Day).max(400).default([]),
  /** Who stands in for whom, on the days from the first to the last, both included. */
  substitutes: z.array(Substitute).max(400).default([]),
  /** Days that count as another weekday: a Saturday that is worked in place of a holiday. */
  workdays: z.record(Day, z.enum(WEEKDAYS)).default({}),
  /** Who is told while nobody acknowledges, by severity. */
  ladder: z
    .strictObject({
      high: ladderOf([10, 'caregiver'], [15, 'coordinator'], [30, 'doctor'], [60, 'coordinator'], [90, 'doctor']),
      medium: ladderOf([8 * HOUR, 'coordinator'], [ONE_DAY, 'doctor']),
      low: ladderOf([3 * ONE_DAY, 'coordinator']),
      /** What came too late to act on, unless it was mild: by day, and slower than anything that is fresh (semantics 9.7). */
      late: ladderOf([ONE_DAY, 'coordinator'], [3 * ONE_DAY, 'doctor']),
    })
    .prefault({}),
  /** How long an acknowledgement holds when whoever gave it does not say. */
  acknowledgedMinutes: perSeverity(HOUR, ONE_DAY, 7 * ONE_DAY),
  /** The longest that a snooze may last. */
  snoozeMinutes: perSeverity(4 * HOUR, ONE_DAY, 7 * ONE_DAY),
  /** So many openings of one rule for one patient within this time are one storm, which lasts until so long nothing opens. */
  storm: z
    .strictObject({
      openings: z.int().min(2).max(1_000_000).default(4),
      withinMinutes: Minutes.default(2 * HOUR),
      /** While a storm of an urgent rule lasts, the team is told again after so long, and the patient after so long. */
      remindMinutes: Minutes.default(HOUR),
      patientMinutes: Minutes.default(15),
    })
    .prefault({}),
});
export type DutyPlan = z.infer<typeof DutyPlan>;

/** The plan in force, and who set it; before anybody did, the defaults. */
export interface DutyPlanInForce {
  readonly plan: DutyPlan;
  readonly by?: string;
  readonly since?: Instant;
  /** Why it was set, in the words of who did; a program need not say. */
  readonly reason?: string;
}
/** A plan that somebody set. */
export type PastDutyPlan = DutyPlanInForce & Required<Pick<DutyPlanInForce, 'by' | 'since'>>;

/** Which way a rule's readings lie: what is snoozed one way hides nothing that lies the other way. */
export type Direction = 'low' | 'high' | 'silence' | 'other';

/** "I know of it, until then": keeps the team from being told of the same direction and no graver severity, and of nothing else. */
export interface Snooze {
  readonly id: string;
  readonly patient: PatientId;
  /** The alert that was at hand. */
  readonly alert: AlertId;
  readonly rule: string;
  readonly kind?: Kind;
  readonly direction: Direction;
  readonly severity: Severity;
  readonly by: string;
  readonly reason: string;
  readonly since: Instant;
  readonly until: Instant;
  /** So long after the newest reading the data are stale and the snooze ends; left out where readings say nothing of it. */
  readonly freshForMs?: number;
  readonly ended?: { readonly at: Instant; readonly because: 'time' | 'stale' | 'person' | 'resolved'; readonly by?: string };
}

/** An alert that opens again and again. */
export interface Storm {
  readonly patient: PatientId;
  readonly rule: string;
  readonly since: Instant;
  /** The latest opening. */
  readonly last: Instant;
  /** When the team was last told, and when the patient was; 0: not yet. */
  readonly told: Instant;
  readonly patientTold: Instant;
  readonly openings: number;
}
