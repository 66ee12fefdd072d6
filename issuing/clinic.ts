import type { ClinicIssue, OwedClinicIssue } from '../domain/clinic-issue.ts';
import { type Clock, DAY, HOUR, type Instant } from '../domain/clock.ts';
import type { Decision } from '../domain/decision.ts';
import { clinicIssueId, messageKey } from '../domain/identity.ts';
import { ALL_DOCTORS } from '../domain/issued.ts';
import { NOBODY } from '../domain/message.ts';
import { boundsOf, lastWhole, parsePeriod, periodBefore, type ReportPeriod } from '../domain/report-period.ts';
import type { Records, Store } from '../domain/store.ts';
import type { CohortReport } from '../reports/cohort/cohort.ts';
import { sha256Of } from './issue.ts';
import { lastOf, toDoctor } from './tell.ts';

/** Who did what nobody asked for. */
export const HEARTH = 'hearth';

/** One that cannot be written is tried again after an hour, so often, and then after a day. */
const MOST_HOURLY = 4;

/**
 * What the clinic's own report is about when the reports of its patients fall due: the month that was over last; of a weekly schedule the
 * last two whole weeks, because time in range is not defined over fewer than 14 days.
 */
export function clinicPeriodOf(every: 'week' | 'month', zone: string, at: Instant): ReportPeriod {
  const last = lastWhole(every, zone, at);
  if (every === 'month') return last;
  const { first } = periodBefore(last);
  return { key: `${first}..${last.last}`, is: 'days', first, last: last.last };
}

/** It fell due: written as soon as there is time. In the transaction that set the schedule's next moment. */
export const oweClinicIssue = (records: Pick<Records, 'clinicIssues'>, period: ReportPeriod, due: Instant, now: Instant): Promise<void> =>
  records.clinicIssues.owe({ id: clinicIssueId(period.key), period: period.key, due, free: now, failed: 0 });

/** Issues the clinic's report: writes it, keeps it with its hash in the audit, and tells doctors and administrators, in one transaction. */
export function createClinicIssuer({
  store,
  clock,
  zone,
  make,
}: {
  readonly store: Store;
  readonly clock: Clock;
  readonly zone: string;
  readonly make: (period: string) => Promise<CohortReport>;
}) {
  async function issue({ id, period }: OwedClinicIssue): Promise<void> {
    const content = JSON.stringify(await make(period));
    const { patients, version: schema } = JSON.parse(content) as CohortReport;
    const issued = clock.now();
    const report: ClinicIssue = {
      id,
      period,
      ...boundsOf(parsePeriod(period)!, zone),
      issued,
      by: HEARTH,
      patients,
      schema,
      sha256: sha256Of(content),
      bytes: Buffer.byteLength(content),
    };
    await store.transact(async (records) => {
      if (!(await records.clinicIssues.keep(report, content))) return;
      await records.audit.note([{ at: issued, by: HEARTH, did: CLINIC_ISSUED, about: { report: id, period, sha256: report.sha256 } }]);
      await records.decisions.apply(await messages(records, report), issued);
    });
  }

  return {
    /** Writes one that is owed; resolves to how many that were. Rejects when it could not be written, after it was put off. */
    async tick(signal?: AbortSignal): Promise<number> {
      signal?.throwIfAborted();
      const owed = await store.clinicIssues.owed(clock.now());
      if (!owed) return 0;
      try {
        await issue(owed);
      } catch (fault) {
        const failed = owed.failed + 1;
        const why = fault instanceof Error ? fault.message : String(fault);
        const until = clock.now() + (failed < MOST_HOURLY ? HOUR : DAY);
        await store.transact(({ clinicIssues }) => clinicIssues.putOff({ ...owed, failed, why }, until));
        throw fault;
      }
      return 1;
    },
    nextDue: (): Promise<Instant | undefined> => store.clinicIssues.next(),
  };
}

export const CLINIC_ISSUED = 'clinic-report.issued';

/** To the doctors whom the clinic's schedule names, else all; and to every administrator by name. */
async function messages(
  { users, reportSchedules }: Pick<Records, 'users' | 'reportSchedules'>,
  { id, period, from, to, patients, issued }: ClinicIssue,
): Promise<readonly Decision[]> {
  const { doctors } = await reportSchedules.clinic();
  const administrators = (await users.list()).filter(({ role, disabled }) => role === 'administrator' && disabled === undefined);
  const recipients = [
    ...(doctors.length > 0 ? doctors : [ALL_DOCTORS]).map(toDoctor),
    // Messages know no administrators; who is named is found by name, and the role says where it is read in the house.
    ...administrators.map(({ id: person }) => ({ person, role: 'coordinator' as const })),
  ];
  return recipients.map((person) => ({
    do: 'send',
    message: {
      key: messageKey(id, 'report.clinic', person.role, person.person),
      to: person,
      about: NOBODY,
      template: 'report.clinic',
      // `report` leads to the page on which the clinic's reports are listed.
      values: { from, to: lastOf(to), count: patients, period, report: 'cohort' },
      urgent: false,
      due: issued,
    },
  }));
}
