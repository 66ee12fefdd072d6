import { setImmediate } from 'node:timers/promises';
import { type Clock, DAY, type Instant } from '../domain/clock.ts';
import { HearthError } from '../domain/errors.ts';
import { expectedInDays } from '../domain/measuring-times.ts';
import type { Patient } from '../domain/patient.ts';
import { type Reading, WATCHED, type Watched } from '../domain/reading.ts';
import { boundsOf, daysOf, parsePeriod, periodBefore, type ReportPeriod } from '../domain/report-period.ts';
import type { Store } from '../domain/store.ts';
import { NO_PERIOD } from '../issuing/runs.ts';
import { type CohortReport, countCohort } from '../reports/cohort/cohort.ts';
import { verdictOf } from '../reports/cohort/patient.ts';
import { WEAR_DAYS } from '../reports/metrics/wear.ts';

/** So many patients are asked for at once. */
const PAGE = 50;
/** As far back as it is looked for messages about one patient. */
const MOST_MESSAGES = 1000;

interface Bounds {
  readonly from: Instant;
  readonly to: Instant;
}
export type CohortProgress = (done: number, of: number) => void;

/**
 * What the clinic's report is about.
 * @throws HearthError `api.invalid` for none, and for one shorter than the 14 days over which time in range is defined; `report.not-over`
 */
export function cohortPeriod(key: string, zone: string, now: Instant): ReportPeriod {
  const period = parsePeriod(key);
  const wrong = period === undefined ? NO_PERIOD : daysOf(period) < WEAR_DAYS ? TOO_SHORT : undefined;
  if (wrong !== undefined || period === undefined)
    throw new HearthError('api.invalid', wrong, [{ pointer: '/period', detail: wrong ?? NO_PERIOD }]);
  if (boundsOf(period, zone).to > now) throw new HearthError('report.not-over');
  return period;
}
const TOO_SHORT = `At least ${WEAR_DAYS} days: time in range is not defined over fewer.`;

/**
 * Writes the clinic's report. One patient after the other: of a patient the readings of both periods are held, of the clinic only counts.
 * Lets everybody else have their turn between two patients.
 */
export function createCohortMaker({ store, clock, zone }: { readonly store: Store; readonly clock: Clock; readonly zone: string }) {
  /** Of these kinds, those that the patient had measured before. Asked only of what is not there on the first days: a page of readings each. */
  async function heardBefore(patient: Patient, readings: readonly Reading[], from: Instant): Promise<ReadonlySet<string>> {
    const heard = new Set<string>();
    for (const { kind, everyDays } of patient.plan) {
      if (readings.some((one) => one.kind === kind && one.at < from + everyDays * DAY)) heard.add(kind);
      else
        for await (const _ of store.readings.between(patient.id, kind, 0, from)) {
          heard.add(kind);
          break;
        }
    }
    return heard;
  }

  async function verdict(patient: Patient, { from, to }: Bounds) {
    const kinds = new Set<Watched>(['glucose', 'blood-pressure', ...patient.plan.map(({ kind }) => kind)]);
    const readings: Reading[] = [];
    for (const kind of WATCHED.filter((one) => kinds.has(one)))
      for await (const reading of store.readings.between(patient.id, kind, from, to)) readings.push(reading);
    const messages = (await store.outbox.of(patient.id, MOST_MESSAGES)).filter(({ message: { due } }) => due >= from && due < to);
    const givenUp = messages.filter(({ delivery }) => delivery.is === 'dead').length;
    const followUps = await store.followUps.of(patient.id);
    return verdictOf({
      patient,
      readings,
      heardBefore: await heardBefore(patient, readings, from),
      followUps,
      messages: { sent: messages.length, givenUp },
      from,
      to,
    });
  }

  /** A day at a time: a storm's alerts are never held all at once. */
  async function streamAlerts({ from, to }: Bounds, cohort: ReturnType<typeof countCohort>): Promise<void> {
    for (let at = from; at < to; at += DAY) {
      for (const life of await store.alerts.lives(at, Math.min(to, at + DAY))) cohort.alert(life);
      await setImmediate();
    }
  }

  return async (key: string, onProgress: CohortProgress = () => {}): Promise<CohortReport> => {
    const generatedAt = clock.now();
    const period = cohortPeriod(key, zone, generatedAt);
    const spans = { now: boundsOf(period, zone), before: boundsOf(periodBefore(period), zone) };
    const [now, before] = [countCohort(), countCohort()];
    const of = await store.patients.count();
    let [done, after] = [0, ''];
    for (;;) {
      const patients = await store.patients.after(after, PAGE);
      const plans = await store.plans.of(patients.map(({ id }) => id));
      for (const found of patients) {
        await setImmediate();
        const expectedOf = ({ to }: Bounds): Patient => ({ ...found, plan: expectedInDays(found, plans.get(found.id), to - 1) });
        now.add(found.id, await verdict(expectedOf(spans.now), spans.now));
        before.add(found.id, await verdict(expectedOf(spans.before), spans.before));
        onProgress(++done, of);
      }
      if (patients.length < PAGE) break;
      after = patients.at(-1)!.id;
    }
    await streamAlerts(spans.now, now);
    await streamAlerts(spans.before, before);
    return {
      version: 1,
      period: period.key,
      generatedAt,
      zone,
      patients: done,
      now: now.close(done, spans.now.from, spans.now.to),
      before: before.close(done, spans.before.from, spans.before.to),
    };
  };
}
