import { type Clock, type Instant, MINUTE } from '../domain/clock.ts';
import type { Language } from '../domain/source.ts';
import type { Store } from '../domain/store.ts';
import type { CohortReport } from '../reports/cohort/cohort.ts';
import { type CohortProgress, cohortPeriod } from './make-cohort.ts';

/** What is known of one period's report: it is there, or how many patients it has come through. */
export type CohortState =
  | { readonly is: 'ready'; readonly report: CohortReport }
  | { readonly is: 'making'; readonly done: number; readonly of: number };

interface Making {
  readonly since: Instant;
  done: number;
  of: number;
  readonly report: Promise<CohortReport>;
  ready?: CohortReport;
  failed?: unknown;
}

/** A report is shown again for this long; then it is counted anew. */
const FRESH_MS = 10 * MINUTE;
const MOST_KEPT = 4;

/**
 * Makes the clinic's report once for everybody who asks, and says how far it has come. What it keeps is only to spare work: a restart
 * counts anew.
 */
export function createCohortDesk({
  make,
  clock,
  zone,
  draw,
  store,
}: {
  readonly make: (period: string, onProgress: CohortProgress) => Promise<CohortReport>;
  readonly clock: Clock;
  readonly zone: string;
  readonly draw: (report: CohortReport, language: Language) => { html(): Promise<string>; pdf(): Promise<Uint8Array> };
  readonly store: Pick<Store, 'clinicIssues'>;
}) {
  const known = new Map<string, Making>();

  function making(key: string): Making {
    const now = clock.now();
    cohortPeriod(key, zone, now);
    const there = known.get(key);
    if (there && (there.ready === undefined || there.since > now - FRESH_MS)) return there;
    const one: Making = {
      since: now,
      done: 0,
      of: 0,
      report: make(key, (done, of) => {
        one.done = done;
        one.of = of;
      }),
    };
    known.set(key, one);
    for (const old of known.keys()) if (known.size > MOST_KEPT) known.delete(old);
    one.report.then(
      (report) => {
        one.ready = report;
      },
      (error: unknown) => {
        one.failed = error;
      },
    );
    return one;
  }

  const drawnFrom = (report: CohortReport, language: Language) => ({ json: report, ...draw(report, language) });

  return {
    /** At once. Throws HearthError api.invalid, report.not-over. */
    state(period: string): CohortState {
      const { ready, failed, done, of } = making(period);
      if (failed !== undefined) {
        // Said once; whoever asks next begins anew.
        known.delete(period);
        throw failed;
      }
      return ready ? { is: 'ready', report: ready } : { is: 'making', done, of };
    },
    /** When it is there. */
    async show(period: string, language: Language) {
      return drawnFrom(await making(period).report, language);
    },
    /** One that was issued, drawn from what was kept and nothing else; undefined where there is no such report. */
    async showIssued(id: string, language: Language) {
      const [issue, content] = [await store.clinicIssues.get(id), await store.clinicIssues.content(id)];
      return issue && content !== undefined ? { issue, content, ...drawnFrom(JSON.parse(content) as CohortReport, language) } : undefined;
    },
  };
}
