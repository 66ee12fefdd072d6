import { z } from 'zod';
import { Language } from './source.ts';

const fields = {
  /** `off`: no report comes by itself. */
  every: z.enum(['off', 'week', 'month']),
  /** Of a weekly report: the day on which that of the week before is issued; 1 is Monday. */
  weekday: z.int().min(1).max(7),
  /** Of a monthly report: the day of the month on which that of the month before is issued. No month is without a 28th. */
  day: z.int().min(1).max(28),
  /** On the clinic's wall clock. */
  time: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day like 07:00'),
  /** Of the reports on paper; left out, that of the clinic. */
  language: Language.optional(),
  /** Who is told and asked to sign, by the names under which they sign in; nobody named: the doctors of the patient's care. */
  doctors: z.array(z.string().min(1).max(64)).max(20),
};

/** When reports are issued by themselves, and for whom. */
export const ReportSchedule = z.strictObject({
  every: fields.every.default('off'),
  weekday: fields.weekday.default(1),
  day: fields.day.default(1),
  time: fields.time.default('07:00'),
  language: fields.language,
  doctors: fields.doctors.default([]),
});
export type ReportSchedule = z.infer<typeof ReportSchedule>;
export const NO_SCHEDULE: ReportSchedule = ReportSchedule.parse({});

/** What is otherwise for one patient; what is left out is as for the clinic. */
export const ScheduleOverride = z.strictObject(fields).partial();
export type ScheduleOverride = z.infer<typeof ScheduleOverride>;

export const withOverride = (clinic: ReportSchedule, own: ScheduleOverride | undefined): ReportSchedule =>
  ReportSchedule.parse({ ...clinic, ...own });

/** Whether both fall due at the same moments. */
export const sameTimes = (a: ReportSchedule, b: ReportSchedule): boolean =>
  a.every === b.every && (a.every === 'off' || (a.time === b.time && (a.every === 'week' ? a.weekday === b.weekday : a.day === b.day)));
