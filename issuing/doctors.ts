import { ALL_DOCTORS } from '../domain/issued.ts';
import type { PatientId } from '../domain/reading.ts';
import type { ReportSchedule, ScheduleOverride } from '../domain/report-schedule.ts';
import type { Records } from '../domain/store.ts';

/**
 * Who is told of a patient's report and asked to sign it: whom this patient's own schedule names; else the doctors of their care team; else
 * whom the clinic's schedule names; else all doctors, of whom the notifier tells those on duty. The one place that chooses.
 */
export async function doctorsFor(
  { users, careTeams }: Pick<Records, 'users' | 'careTeams'>,
  patient: PatientId,
  { clinic, own }: { readonly clinic: Pick<ReportSchedule, 'doctors'>; readonly own: ScheduleOverride | undefined },
): Promise<readonly string[]> {
  if (own?.doctors && own.doctors.length > 0) return own.doctors;
  const named = new Set((await careTeams.of(patient)).map(({ user }) => user));
  const team =
    named.size === 0
      ? []
      : (await users.list()).filter(({ id, role, disabled }) => named.has(id) && role === 'doctor' && disabled === undefined);
  if (team.length > 0) return team.map(({ id }) => id);
  return clinic.doctors.length > 0 ? clinic.doctors : [ALL_DOCTORS];
}
