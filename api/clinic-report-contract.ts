import { z } from 'zod';
import { SHARES } from '../reports/cohort/cohort.ts';

/* The clinic's report, as it goes over HTTP. */

const Named = z.object({ patient: z.string(), name: z.string() });
const ShareView = z.object({
  part: z.int(),
  of: z.int(),
  interval: z.tuple([z.number(), z.number()]).optional().describe('95 %, percent; of shares of patients'),
  few: z.literal(true).optional().describe('so few patients that one more or less moves it'),
  behind: z.int().describe('how many patients somebody should look at'),
  patients: z.array(Named).describe('the first of them'),
});
const severity = z.object({
  alerts: z.int(),
  answered: z.int(),
  medianMinutes: z.number().optional(),
  slowestTenthMinutes: z.number().optional(),
});
const PeriodView = z.object({
  from: z.int(),
  to: z.int(),
  shares: z.record(z.enum(SHARES), ShareView),
  fingerSticks: z.int(),
  alerts: z.object({
    alerts: z.int(),
    bySeverity: z.object({ high: severity, medium: severity, low: severity }),
    perHundredPatientWeeks: z.number(),
    most: z.array(Named.extend({ alerts: z.int() })),
  }),
});

/** The clinic's report as it was issued. */
export const ClinicIssueView = z.object({
  id: z.string(),
  period: z.string(),
  from: z.int(),
  to: z.int(),
  issued: z.int(),
  by: z.string(),
  patients: z.int(),
  schema: z.int(),
  sha256: z.string(),
  bytes: z.int(),
});
export type ClinicIssueView = z.infer<typeof ClinicIssueView>;

/** The report, or how far it has come: ask again. */
export const ClinicReportView = z.discriminatedUnion('is', [
  z.object({ is: z.literal('making'), done: z.int(), of: z.int() }),
  z.object({
    is: z.literal('ready'),
    period: z.string(),
    generatedAt: z.int(),
    zone: z.string(),
    patients: z.int(),
    now: PeriodView,
    before: PeriodView,
  }),
]);
export type ClinicReportView = z.infer<typeof ClinicReportView>;
export type ClinicReportReady = Extract<ClinicReportView, { is: 'ready' }>;
