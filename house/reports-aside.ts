import { HearthError } from '../domain/errors.ts';
import type { Language } from '../domain/source.ts';
import type { Store } from '../domain/store.ts';
import type { CohortReport } from '../reports/cohort/cohort.ts';
import type { Resource } from '../reports/fhir/resource.ts';
import type { Report } from '../reports/report.ts';
import type { RuleSet } from '../rules/compile.ts';
import type { FhirHow, ReporterParts, ReportRequest, RuleWords } from './make-report.ts';
import type { ReportQuestion } from './report-worker.ts';

/** Asks the thread of report-worker.ts. Rejects with HearthError api.busy where too many wait, and with what went wrong there. */
export type AskForReport = (question: ReportQuestion) => Promise<Uint8Array>;

/** A report that is made when somebody wants it as something. Each throws HearthError api.not-found without such a patient, api.busy. */
export interface AsideReport {
  json(): Promise<Report>;
  html(): Promise<string>;
  pdf(): Promise<Uint8Array>;
  fhir(how: FhirHow): Promise<Resource>;
}

const read = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/** Reports that are made beside the server, so that nobody's ack waits for them. */
export function createReportsAside({
  ask,
  store,
  rules,
  clinic,
  now,
}: {
  readonly ask: AskForReport;
  readonly store: Pick<Store, 'patients'>;
  readonly rules: () => RuleSet;
} & Pick<ReporterParts, 'clinic' | 'now'>) {
  return {
    report(request: ReportRequest): AsideReport {
      const as = async (format: 'json' | 'html' | 'pdf' | FhirHow): Promise<Uint8Array> => {
        const { patient } = request;
        if (!(await store.patients.get([patient])).has(patient)) throw new HearthError('api.not-found', `There is no patient ${patient}.`);
        return ask({ of: 'patient', clinic, request, now: now(), rules: wordsOf(rules()), as: format });
      };
      return {
        json: async () => JSON.parse(read(await as('json'))) as Report,
        html: async () => read(await as('html')),
        pdf: () => as('pdf'),
        fhir: async (how) => JSON.parse(read(await as(how))) as Resource,
      };
    },
    issued: (id: string, named: boolean) => ({
      html: async (language?: Language) => read(await ask({ of: 'issue', clinic, id, named, language, as: 'html' })),
      pdf: (language?: Language) => ask({ of: 'issue', clinic, id, named, language, as: 'pdf' }),
    }),
    cohort: (report: CohortReport, language: Language) => ({
      html: async () => read(await ask({ of: 'clinic', clinic, report, language, as: 'html' })),
      pdf: () => ask({ of: 'clinic', clinic, report, language, as: 'pdf' }),
    }),
  };
}

const said = new WeakMap<RuleSet, readonly RuleWords[]>();

/** What a report says of a rule; the rest of it are functions, which no thread can be given. */
function wordsOf(rules: RuleSet): readonly RuleWords[] {
  const known = said.get(rules) ?? rules.rules.map(({ id, title, source }) => ({ id, title, ...(source ? { source } : {}) }));
  said.set(rules, known);
  return known;
}
