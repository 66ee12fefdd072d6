import { medicineChangesOf } from '../api/medicine-changes.ts';
import { sentencesSent } from '../domain/advice.ts';
import { DAY, type Instant } from '../domain/clock.ts';
import { counts } from '../domain/counts.ts';
import { HearthError } from '../domain/errors.ts';
import type { FollowUp } from '../domain/follow-up.ts';
import { expectedInDays } from '../domain/measuring-times.ts';
import type { Patient } from '../domain/patient.ts';
import type { Questionnaire } from '../domain/questionnaire.ts';
import { type PatientId, type Reading, SHOWN_KINDS, type ShownKind, WATCHED, type Watched } from '../domain/reading.ts';
import { startBefore } from '../domain/report-period.ts';
import type { Language, Localized, Source } from '../domain/source.ts';
import type { Records } from '../domain/store.ts';
import { joinedAt } from '../issuing/joined.ts';
import { buildReport } from '../reports/build.ts';
import type { Resource } from '../reports/fhir/resource.ts';
import { WINDOW_DAYS } from '../reports/metrics/transmission.ts';
import type { Report } from '../reports/report.ts';
import { dayOf, wallTimeIn } from '../reports/wall-time.ts';
import { judgedAt } from '../rules/point.ts';

export interface ReportRequest {
  readonly patient: PatientId;
  readonly from: Instant;
  readonly to: Instant;
  readonly language: Language;
  /** Where somebody knows better than the visits that the patient said yes to. */
  readonly lastVisit?: Instant;
  /** False: under the pseudonym, for a program. */
  readonly named?: boolean;
}

/** What a report says of a rule. */
export interface RuleWords {
  readonly id: string;
  readonly title: Localized;
  readonly source?: Source;
}

export interface ReporterParts {
  readonly store: Records;
  readonly rules: () => { readonly rules: readonly RuleWords[] };
  readonly questionnaires: () => readonly Questionnaire[];
  readonly clinic: string;
  readonly now: () => Instant;
}

/** Answers that are looked through for what a report tells. */
const MOST_RESPONSES = 200;

/** `named`: with who the patient is. `id`: the report's id in FHIR. */
export interface FhirHow {
  readonly id: string;
  readonly named: boolean;
  readonly base?: string;
}

/** The report as data, and as whoever reads it wants it. */
export interface MadeReport {
  readonly json: Report;
  html(): Promise<string>;
  pdf(): Promise<Uint8Array>;
  /** As a FHIR R4 document. */
  fhir(how: FhirHow): Promise<Resource>;
}

/** Gathers what a report needs from the store and hands it to the pure room that writes it. */
export function createReporter({ store, rules, questionnaires, clinic, now }: ReporterParts) {
  return async ({ patient: id, from, to, language, lastVisit, named = true }: ReportRequest): Promise<MadeReport> => {
    const patient = (await store.patients.get([id])).get(id);
    if (!patient) throw new HearthError('api.not-found', `There is no patient ${id}.`);
    const followed = await store.plans.get(id);
    const each = async (kinds: readonly ShownKind[], start: Instant, end: Instant, take: (reading: Reading) => void): Promise<void> => {
      for (const kind of kinds) {
        // A day behind the end: what a clock that runs ahead has dated later was heard before.
        for await (const page of store.readings.pages(id, kind, start, end + DAY)) {
          for (const reading of page) {
            const at = judgedAt(reading);
            if (at < end) take(at === reading.at ? reading : { ...reading, at });
          }
        }
      }
    };
    const during = async (start: Instant, end: Instant): Promise<Reading[]> => {
      const readings: Reading[] = [];
      await each(SHOWN_KINDS, start, end, (reading) => readings.push(reading));
      return readings;
    };
    // Of a short report two periods are not 30 days: the days before them are counted, and their readings not kept.
    const heardBefore = async (start: Instant, end: Instant): Promise<ReadonlySet<number>> => {
      const [days, wall] = [new Set<number>(), wallTimeIn(patient.zone)];
      const take = (reading: Reading) => counts(reading) && days.add(dayOf(wall(reading.at)));
      if (start < end) await each(WATCHED, start, end, take);
      return days;
    };
    // What was taken back is no matter for a doctor any more, nor what was said because of it.
    const before = startBefore({ from, to }, patient.zone);
    const alerts = await store.alerts.between(id, before, to);
    const withdrawn = new Set(
      alerts.flatMap(({ id: alert, state }) => (state.is === 'resolved' && state.because === 'withdrawn' ? [alert] : [])),
    );
    const counted = alerts.filter((alert) => !withdrawn.has(alert.id));
    const followUps = await store.followUps.of(id);
    const visited = lastVisit ?? lastVisitOf(followUps, Math.min(to, now()));
    const plan = expectedInDays(patient, followed, to - 1);
    const lastBefore = await lastReadings(store, patient, plan, from);
    const joined = plan.every(({ kind }) => lastBefore.has(kind)) ? undefined : await joinedAt(store, id);
    const json = buildReport({
      patient: { ...patient, plan },
      readings: await during(from, to),
      previous: await during(before, from),
      heardBefore: await heardBefore(to - (WINDOW_DAYS + 1) * DAY, before),
      alerts: counted.filter(({ opened }) => opened >= from),
      stillOpen: (await store.alerts.open(id)).filter(({ opened }) => opened < from),
      lastBefore,
      ...(joined === undefined ? {} : { joined }),
      alertsBefore: counted.filter(({ opened }) => opened < from),
      answers: new Map(
        (await store.alerts.lives(from, now() + 1, id)).flatMap(({ id: alert, answered }) => (answered ? [[alert, answered.at]] : [])),
      ),
      advice: (await store.advice.between(id, from, to)).filter((one) => sentencesSent(one).length > 0 && !withdrawn.has(one.alert)),
      followUps: followUps.filter(({ asked }) => asked >= from && asked < to),
      responses: await store.responses.of(id, MOST_RESPONSES),
      questionnaires: questionnaires(),
      medicineChanges: await medicineChangesOf(store, patient),
      ...(visited === undefined ? {} : { lastVisit: visited }),
      from,
      to,
      generatedAt: now(),
      words: (rule) => rules().rules.find((one) => one.id === rule),
    });
    const identity = named ? (await store.identities.get([id])).get(id) : undefined;
    // The charts' library is 80 MB of memory: it comes with the first report, not with the server.
    const page = async () => {
      const { pageOf } = await import('../reports/render/page.ts');
      return pageOf(json, { language, clinic, ...(identity ? { identity } : {}) });
    };
    return {
      json,
      html: async () => (await import('../reports/render/html.ts')).renderHtml(await page()),
      fhir: async (how) => {
        const { documentOf } = await import('./fhir-document.ts');
        return documentOf({ ...how, report: json, page: await page(), patient, identity, clinic, language, now: now() }, store);
      },
      pdf: async () => (await import('./print-report.ts')).printReport(await page()),
    };
  };
}

/** The last reading of each planned kind before a moment. */
async function lastReadings(
  { readings }: Records,
  { id }: Patient,
  plan: Patient['plan'],
  to: Instant,
): Promise<ReadonlyMap<Watched, Instant>> {
  const found = new Map<Watched, Instant>();
  for (const { kind } of plan)
    for await (const reading of readings.backwards(id, kind, 0, to)) {
      if (!counts(reading)) continue;
      found.set(kind, judgedAt(reading));
      break;
    }
  return found;
}

/** The latest visit before `to` that the patient had said yes to. Whether they came, nobody tells Hearth. */
const lastVisitOf = (followUps: readonly FollowUp[], to: Instant): Instant | undefined =>
  followUps
    .flatMap(({ visit, state }) => (visit && visit.at < to && state.is === 'answered' && state.answer === 'accept' ? [visit.at] : []))
    .sort((a, b) => b - a)[0];
