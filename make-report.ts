import { DAY, type Instant } from './domain/clock.ts';
import { HearthError } from './domain/errors.ts';
import { type PatientId, type Reading, WATCHED } from './domain/reading.ts';
import type { Language } from './domain/source.ts';
import type { Store } from './domain/store.ts';
import { buildReport } from './reports/build.ts';
import type { Resource } from './reports/fhir/resource.ts';
import type { Report } from './reports/report.ts';
import type { RuleSet } from './rules/compile.ts';
import { judgedAt } from './rules/point.ts';

export interface ReportRequest {
  readonly patient: PatientId;
  readonly from: Instant;
  readonly to: Instant;
  readonly language: Language;
}

/** The report as data, and as whoever reads it wants it. */
export interface MadeReport {
  readonly json: Report;
  html(): Promise<string>;
  pdf(): Promise<Uint8Array>;
  /** As a FHIR R4 document; `named`: with who the patient is. `id`: the report's id in FHIR. */
  fhir(how: { readonly id: string; readonly named: boolean; readonly base?: string }): Promise<Resource>;
}

/** Gathers what a report needs from the store and hands it to the pure room that writes it. */
export function createReporter({ store, rules, clinic, now }: { store: Store; rules: () => RuleSet; clinic: string; now: () => Instant }) {
  return async ({ patient: id, from, to, language }: ReportRequest): Promise<MadeReport> => {
    const patient = (await store.patients.get([id])).get(id);
    if (!patient) throw new HearthError('api.not-found', `There is no patient ${id}.`);
    const during = async (start: Instant, end: Instant): Promise<Reading[]> => {
      const readings: Reading[] = [];
      // A day behind the end: what a clock that runs ahead has dated later was heard before.
      for (const kind of WATCHED) {
        for await (const reading of store.readings.between(id, kind, start, end + DAY)) {
          const at = judgedAt(reading);
          if (at < end) readings.push(at === reading.at ? reading : { ...reading, at });
        }
      }
      return readings;
    };
    // What was taken back is no matter for a doctor any more, nor what was said because of it.
    const alerts = await store.alerts.between(id, from, to);
    const withdrawn = new Set(
      alerts.flatMap(({ id: alert, state }) => (state.is === 'resolved' && state.because === 'withdrawn' ? [alert] : [])),
    );
    const json = buildReport({
      patient,
      readings: await during(from, to),
      previous: await during(from - (to - from), from),
      alerts: alerts.filter((alert) => !withdrawn.has(alert.id)),
      advice: (await store.advice.of(id, 200))
        .filter(({ written }) => written >= from && written < to)
        .filter(({ alert }) => !withdrawn.has(alert)),
      followUps: (await store.followUps.of(id)).filter(({ asked }) => asked >= from && asked < to),
      from,
      to,
      generatedAt: now(),
      words: (rule) => rules().rules.find((one) => one.id === rule),
    });
    const identity = (await store.identities.get([id])).get(id);
    // The charts' library is 80 MB of memory: it comes with the first report, not with the server.
    const page = async () => {
      const { pageOf } = await import('./reports/render/page.ts');
      return pageOf(json, { language, clinic, ...(identity ? { identity } : {}) });
    };
    return {
      json,
      html: async () => (await import('./reports/render/html.ts')).renderHtml(await page()),
      fhir: async (how) => {
        const { documentOf } = await import('./fhir-document.ts');
        return documentOf({ ...how, report: json, page: await page(), patient, identity, clinic, language, now: now() }, store);
      },
      pdf: async () => (await import('./print-report.ts')).printReport(await page()),
    };
  };
}
