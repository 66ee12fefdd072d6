import { DAY, type Instant } from '../domain/clock.ts';
import { reportRunId } from '../domain/identity.ts';
import { patientScope, type ReportRun, type ScheduleScope } from '../domain/issued.ts';
import type { PatientId } from '../domain/reading.ts';
import { nextDue } from '../domain/report-due.ts';
import { lastWhole, type ReportPeriod } from '../domain/report-period.ts';
import { type ReportSchedule, type ScheduleOverride, sameTimes, withOverride } from '../domain/report-schedule.ts';
import type { Records } from '../domain/store.ts';
import { clinicPeriodOf, HEARTH, oweClinicIssue } from './clinic.ts';

/** A server that comes back issues what fell due in the meantime, period by period; what is older than this it leaves, and says so. */
const CATCH_UP_MS = 35 * DAY;
const MOST_AT_ONCE = 20;

/** Keeps when the clinic's reports are issued, and counts anew when those of patients with a schedule of their own are. */
export async function keepClinicSchedule(records: Records, schedule: ReportSchedule, zone: string, now: Instant): Promise<void> {
  await records.reportSchedules.save('clinic', schedule, nextDue(schedule, zone, now));
  for (const [patient, own] of await records.reportSchedules.owns()) {
    await records.reportSchedules.save(patientScope(patient), own, dueOf(schedule, own, zone, now));
  }
}

/** Keeps what is otherwise for one patient; undefined: nothing is. */
export async function keepOwnSchedule(
  records: Records,
  patient: PatientId,
  own: ScheduleOverride | undefined,
  zone: string,
  now: Instant,
): Promise<void> {
  const clinic = await records.reportSchedules.clinic();
  await records.reportSchedules.save(patientScope(patient), own, own && dueOf(clinic, own, zone, now));
}

/** A moment of its own only where it is another than the clinic's: otherwise the patient is issued with the rest. */
function dueOf(clinic: ReportSchedule, own: ScheduleOverride, zone: string, now: Instant): Instant | undefined {
  const whole = withOverride(clinic, own);
  return sameTimes(clinic, whole) ? undefined : nextDue(whole, zone, now);
}

/** Begins a run for each schedule that is due, and sets the next moment, in the same transaction: once, however often the server dies. */
export async function beginDue(records: Records, zone: string, now: Instant): Promise<number> {
  const due = await records.reportSchedules.due(now, MOST_AT_ONCE);
  const clinic = await records.reportSchedules.clinic();
  for (const { scope, due: at } of due) {
    const own = scope === 'clinic' ? undefined : await records.reportSchedules.own(scope.slice(patientScope('').length));
    const schedule = scope === 'clinic' ? clinic : withOverride(clinic, own);
    await records.reportSchedules.save(scope, scope === 'clinic' ? clinic : own, nextDue(schedule, zone, at));
    if (schedule.every === 'off') continue;
    const period = lastWhole(schedule.every, zone, at);
    if (at < now - CATCH_UP_MS) {
      await records.audit.note([{ at: now, by: HEARTH, did: 'report.skipped', about: { period: period.key, scope, due: at } }]);
      continue;
    }
    if (scope === 'clinic') await oweClinicIssue(records, clinicPeriodOf(schedule.every, zone, at), at, now);
    const patients = scope === 'clinic' ? undefined : [scope.slice(patientScope('').length)];
    const run = newRun({ period, cause: patients ? 'own schedule' : 'schedule', by: HEARTH, scope, started: now, moment: at }, patients);
    if (!(await records.reportRuns.get(run.id)))
      await records.reportRuns.save({ ...run, total: run.total || (await records.patients.count()) });
  }
  return due.length;
}

export function newRun(
  {
    period,
    cause,
    by,
    scope,
    started,
    moment,
  }: Pick<ReportRun, 'cause' | 'by' | 'started'> & {
    readonly period: ReportPeriod;
    readonly scope: ScheduleScope | 'asked';
    readonly moment: Instant;
  },
  patients: readonly PatientId[] | undefined,
): ReportRun {
  return {
    id: reportRunId(period.key, scope, moment),
    period: period.key,
    cause,
    by,
    ...(patients ? { patients: [...new Set(patients)].sort() } : {}),
    started,
    at: '',
    total: patients ? new Set(patients).size : 0,
    looked: 0,
    issued: 0,
    already: 0,
    leftOut: 0,
    again: [],
    pass: 0,
    failed: [],
    told: {},
    free: started,
  };
}
