import { type StaffSee, whoMayLook } from '../domain/care-team.ts';
import { ALL_DOCTORS } from '../domain/issued.ts';
import type { PatientId } from '../domain/reading.ts';
import type { ReportSchedule, ScheduleOverride } from '../domain/report-schedule.ts';
import type { Records } from '../domain/store.ts';

/**
 * Who is told of a patient's report and asked to sign it: whom this patient's own schedule names; else the doctors of their care team; else
 * whom the clinic's schedule names; else all doctors, of whom the notifier tells those on duty. The one place that chooses, and it chooses nobody
 * who has left or may not open that report.
 */
export async function doctorsFor(
  records: Pick<Records, 'users' | 'careTeams'>,
  patient: PatientId,
  how: { readonly clinic: Pick<ReportSchedule, 'doctors'>; readonly own: ScheduleOverride | undefined; readonly staffSee: StaffSee },
): Promise<readonly string[]> {
  const may = (await whoMayLook(records, 'doctor', patient, how.staffSee)).map(({ id }) => id);
  const team = new Set((await records.careTeams.of(patient)).map(({ user }) => user));
  const choices = [how.own?.doctors ?? [], may.filter((id) => team.has(id)), how.clinic.doctors];
  return choices.map((named) => named.filter((id) => may.includes(id))).find((named) => named.length > 0) ?? [ALL_DOCTORS];
}
