import { setImmediate } from 'node:timers/promises';
import type { StaffSee } from '../domain/care-team.ts';
import { type Clock, HOUR, type Instant } from '../domain/clock.ts';
import { HearthError } from '../domain/errors.ts';
import { issuedReportId } from '../domain/identity.ts';
import type { ReportRun } from '../domain/issued.ts';
import type { Patient } from '../domain/patient.ts';
import type { PatientId } from '../domain/reading.ts';
import { boundsOf, parsePeriod, type ReportPeriod } from '../domain/report-period.ts';
import { sameTimes, withOverride } from '../domain/report-schedule.ts';
import type { Language } from '../domain/source.ts';
import type { Store } from '../domain/store.ts';
import { doctorsFor } from './doctors.ts';
import { type BuildReport, type Drawn, draw, keep } from './issue.ts';
import { joinedAt } from './joined.ts';
import { beginDue, newRun } from './schedules.ts';
import { faultsOf, readyMessages } from './tell.ts';

export interface IssuerParts {
  readonly store: Store;
  readonly clock: Clock;
  /** The clinic's zone, in whose calendar periods begin and end, and its language. */
  readonly zone: string;
  readonly language: Language;
  readonly staffSee?: StaffSee;
  readonly build: BuildReport;
}

/**
 * So many patients' reports are written before they are kept in one transaction: few enough that the intake does not wait behind them and
 * that what is held is small, however long the list is.
 */
const BATCH = 8;
/** A report that cannot be written is tried again after this, so often, and then given up and told. */
const AGAIN_MS = HOUR;
const MOST_PASSES = 4;

type Looked =
  | { readonly is: 'drawn'; readonly drawn: Drawn }
  | { readonly is: 'already' | 'left out' }
  | { readonly is: 'again'; readonly after: Instant; readonly why?: string };

/**
 * Issues reports: those that fall due, and those that somebody asks for. Each step of a list is one transaction of what was issued, how far
 * the list has come and whom to tell: kill -9 at any instant loses none and issues none twice.
 */
export function createIssuer({ store, clock, zone, language, staffSee = 'everybody', build }: IssuerParts) {
  async function look(run: ReportRun, period: ReportPeriod, patient: Patient, now: Instant): Promise<Looked> {
    const [clinic, own] = [await store.reportSchedules.clinic(), await store.reportSchedules.own(patient.id)];
    const schedule = withOverride(clinic, own);
    if (run.cause === 'schedule' && !sameTimes(clinic, schedule)) return { is: 'left out' };
    if (await store.issuedReports.get(issuedReportId(patient.id, period.key, 1))) return { is: 'already' };
    const { to } = boundsOf(period, patient.zone);
    if (to > now) return { is: 'again', after: to };
    const about = {
      edition: 1,
      issued: now,
      by: run.by,
      doctors: await doctorsFor(store, patient.id, { clinic, own, staffSee }),
      language: schedule.language ?? language,
    };
    try {
      const drawn = await draw(build, patient, period, about);
      const isEmpty = run.cause !== 'asked' && readingsIn(drawn) === 0;
      // Of a time before they were a patient there is nothing to tell.
      const isBefore = async () => ((await joinedAt(store, patient.id)) ?? 0) >= to;
      return isEmpty && (patient.plan.length === 0 || (await isBefore())) ? { is: 'left out' } : { is: 'drawn', drawn };
    } catch (fault) {
      return { is: 'again', after: now + AGAIN_MS, why: fault instanceof Error ? fault.message : String(fault) };
    }
  }

  async function nextPatients({ patients, at }: ReportRun): Promise<readonly Patient[]> {
    if (!patients) return store.patients.after(at, BATCH);
    const ids = patients.filter((id) => id > at).slice(0, BATCH);
    const found = await store.patients.get(ids);
    return ids.flatMap((id) => found.get(id) ?? []);
  }

  /** One batch of a run, or its end. */
  async function goOn(run: ReportRun, signal: AbortSignal | undefined): Promise<void> {
    const period = parsePeriod(run.period)!;
    const now = clock.now();
    const patients = await nextPatients(run);
    const looked: (readonly [PatientId, Looked])[] = [];
    for (const patient of patients) {
      // Between two reports everybody else has their turn: a list must not hold up an acknowledgement.
      await setImmediate();
      signal?.throwIfAborted();
      looked.push([patient.id, await look(run, period, patient, now)]);
    }
    await store.transact(async (records) => {
      const still = await records.reportRuns.get(run.id);
      // Somebody else, another process, has gone on in the meantime.
      if (!still || still.at !== run.at || still.pass !== run.pass || still.ended !== undefined) return;
      let next: ReportRun = { ...still, at: patients.at(-1)?.id ?? still.at, looked: still.looked + looked.length };
      for (const [patient, one] of looked) {
        if (one.is === 'again') next = setAside(next, patient, one);
        else if (one.is === 'drawn')
          next = (await keep(records, one.drawn)) ? counted(next, one.drawn) : { ...next, already: next.already + 1 };
        else if (one.is === 'already') next = { ...next, already: next.already + 1 };
        else next = { ...next, leftOut: next.leftOut + 1 };
      }
      if (patients.length > 0) return records.reportRuns.save(next);
      const ending = endOfPass(next, now);
      await records.reportRuns.save(ending);
      if (ending.ended !== undefined)
        await records.decisions.apply([...readyMessages(ending, boundsOf(period, zone), now), ...faultsOf(ending)], now);
    });
  }

  return {
    /** Does one step of what is due; resolves to how many steps that were. Zero: nothing is due now. */
    async tick(signal?: AbortSignal): Promise<number> {
      signal?.throwIfAborted();
      const now = clock.now();
      const isDue = (await store.reportSchedules.due(now, 1)).length > 0;
      const begun = isDue ? await store.transact((records) => beginDue(records, zone, now)) : 0;
      const run = await store.reportRuns.open(now);
      if (!run) return begun;
      await goOn(run, signal);
      return 1;
    },

    async nextDue(): Promise<Instant | undefined> {
      const moments = [await store.reportSchedules.next(), await store.reportRuns.next()].filter((at) => at !== undefined);
      return moments.length > 0 ? Math.min(...moments) : undefined;
    },

    /**
     * Begins the issuing of a period's reports: of these patients, or of all.
     * @throws HearthError `api.invalid` for a period that is none, `report.not-over`, `api.not-found` for a patient
     */
    async ask(key: string, by: string, patients?: readonly PatientId[]): Promise<ReportRun> {
      const now = clock.now();
      const period = parsePeriod(key);
      if (!period) throw new HearthError('api.invalid', NO_PERIOD, [{ pointer: '/period', detail: NO_PERIOD }]);
      if (boundsOf(period, zone).to > now) throw new HearthError('report.not-over');
      return store.transact(async (records) => {
        const known = await records.patients.get(patients ?? []);
        const missing = patients?.find((id) => !known.has(id));
        if (missing !== undefined) throw new HearthError('api.not-found', `There is no patient ${missing}.`);
        const run = newRun({ period, cause: 'asked', by, scope: 'asked', started: now, moment: now }, patients);
        const begun = { ...run, total: patients ? run.total : await records.patients.count() };
        await records.reportRuns.save(begun);
        await records.audit.note([{ at: now, by, did: 'report.asked', about: { run: run.id, period: key, patients: begun.total } }]);
        return begun;
      });
    },
  };
}

export const NO_PERIOD = 'A period is a week like 2026-W47, a month like 2026-11, or days like 2026-11-01..2026-11-14.';

const readingsIn = ({ content }: Drawn): number =>
  (JSON.parse(content) as { sections: { section: string; readings?: number }[] }).sections.find(({ section }) => section === 'data')
    ?.readings ?? 0;

function counted(run: ReportRun, { report }: Drawn): ReportRun {
  const told = { ...run.told };
  for (const doctor of report.doctors) told[doctor] = { count: (told[doctor]?.count ?? 0) + 1, report: report.id, patient: report.patient };
  return { ...run, issued: run.issued + 1, told };
}

const setAside = (run: ReportRun, patient: PatientId, { after, why }: Extract<Looked, { is: 'again' }>): ReportRun =>
  why !== undefined && run.pass + 1 >= MOST_PASSES
    ? { ...run, failed: [...run.failed, { patient, why }] }
    : { ...run, again: [...run.again, { patient, after, ...(why === undefined ? {} : { why }) }] };

/** Those that were set aside are looked at again when their time comes; where there are none, it has ended. */
function endOfPass(run: ReportRun, now: Instant): ReportRun {
  if (run.again.length === 0) return { ...run, ended: now };
  return {
    ...run,
    patients: run.again.map(({ patient }) => patient),
    at: '',
    looked: run.looked - run.again.length,
    again: [],
    pass: run.pass + 1,
    free: Math.max(now, Math.min(...run.again.map(({ after }) => after))),
  };
}
