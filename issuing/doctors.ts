import { ALL_DOCTORS } from '../domain/issued.ts';
import type { Patient } from '../domain/patient.ts';
import type { ReportSchedule } from '../domain/report-schedule.ts';

/**
 * Who is told of a patient's report and asked to sign it: those whom the schedule names, otherwise all doctors; of these the notifier tells
 * those on duty. The one place that chooses.
 */
export const doctorsFor = (_patient: Pick<Patient, 'id'>, { doctors }: Pick<ReportSchedule, 'doctors'>): readonly string[] =>
  doctors.length > 0 ? doctors : [ALL_DOCTORS];
