import { z } from 'zod';
import { CHANGES } from '../domain/issued.ts';
import { ReportSchedule, ScheduleOverride } from '../domain/report-schedule.ts';
import { Language } from '../domain/source.ts';

/* Issued reports, as they go over HTTP. */

export const IssuedView = z.object({
  id: z.string(),
  patient: z.string(),
  patientName: z.string().optional(),
  period: z.string().describe('2026-W47, 2026-11, or 2026-11-01..2026-11-14'),
  from: z.int(),
  to: z.int(),
  language: Language,
  edition: z.int(),
  replaces: z.string().optional(),
  reason: z.string().optional().describe('why it was corrected'),
  replacedBy: z.string().optional(),
  issued: z.int(),
  by: z.string(),
  byName: z.string().optional(),
  schema: z.int().describe('the version of the content’s form'),
  sha256: z.string().describe('of the content as `format=json` gives it'),
  signed: z.object({ by: z.string(), byName: z.string().optional(), at: z.int(), note: z.string() }).optional(),
  changes: z.object({ withdrawn: z.int(), corrected: z.int(), late: z.int() }).describe('readings that changed since it was issued'),
});
export type IssuedView = z.infer<typeof IssuedView>;

export const IssuedDetail = IssuedView.extend({
  changed: z.array(z.object({ reading: z.string(), change: z.enum(CHANGES), at: z.int() })),
  /** Among those that wait for whoever asks. */
  previous: z.string().optional(),
  next: z.string().optional(),
});
export type IssuedDetail = z.infer<typeof IssuedDetail>;

export const SignReport = z.strictObject({ note: z.string().trim().max(1000).default('') });
export const CorrectReport = z.strictObject({ reason: z.string().trim().min(1, 'say why it is corrected').max(500) });

export const ScheduleView = z.object({ schedule: ReportSchedule, next: z.int().optional().describe('when the next are issued') });
export type ScheduleView = z.infer<typeof ScheduleView>;
export const OwnScheduleView = z.object({
  own: ScheduleOverride.nullable(),
  schedule: ReportSchedule.describe('what holds for this patient'),
  next: z.int().optional(),
});
export type OwnScheduleView = z.infer<typeof OwnScheduleView>;

export const AskRun = z.strictObject({
  period: z.string().max(30),
  patients: z.array(z.string().min(1).max(64)).min(1).max(10_000).optional().describe('left out: everybody'),
});
export const RunView = z.object({
  id: z.string(),
  period: z.string(),
  cause: z.enum(['schedule', 'own schedule', 'asked']),
  by: z.string(),
  byName: z.string().optional(),
  started: z.int(),
  ended: z.int().optional(),
  total: z.int(),
  looked: z.int(),
  issued: z.int(),
  already: z.int(),
  leftOut: z.int(),
  waiting: z.int().describe('looked at again later'),
  failed: z.array(z.object({ patient: z.string(), why: z.string() })),
});
export type RunView = z.infer<typeof RunView>;
