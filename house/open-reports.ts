import type { ApiParts } from '../api/parts.ts';
import type { Clinic } from '../domain/clinic.ts';
import type { Clock } from '../domain/clock.ts';
import type { Store } from '../domain/store.ts';
import { createClinicIssuer } from '../issuing/clinic.ts';
import { createReportDesk } from '../issuing/desk.ts';
import type { BuildReport } from '../issuing/issue.ts';
import { createIssuer } from '../issuing/runs.ts';
import { keepClinicSchedule, keepOwnSchedule } from '../issuing/schedules.ts';
import type { RuleSet } from '../rules/compile.ts';
import { createCohortDesk } from './cohort-desk.ts';
import { createCohortMaker } from './make-cohort.ts';
import { type AskForReport, createReportsAside } from './reports-aside.ts';

/** Reports: of one patient when somebody asks, issued by themselves and kept, and of the clinic. */
export function openReports(parts: {
  readonly store: Store;
  readonly rules: () => RuleSet;
  readonly clock: Clock;
  readonly clinic: Clinic;
  readonly ask: AskForReport;
}) {
  const { store, rules, clock, ask } = parts;
  const { name: clinic, zone, language, staffSee } = parts.clinic;
  const { report, issued, cohort } = createReportsAside({ ask, store, rules, clinic, now: clock.now });
  const build: BuildReport = (patient, from, to) => report({ patient, from, to, language }).json();
  const make = createCohortMaker({ store, clock, zone });
  const issuer = createIssuer({ store, clock, zone, language, staffSee, build });
  const reportDesk = createReportDesk({ store, clock, build });
  const forApi: Pick<ApiParts, 'report' | 'cohort' | 'issuing'> = {
    report,
    cohort: createCohortDesk({ make, clock, zone, draw: cohort, store }),
    issuing: {
      ask: issuer.ask,
      ...reportDesk,
      keepClinicSchedule,
      keepOwnSchedule,
      async show(id, { named = true } = {}) {
        const [state, content] = [await store.issuedReports.get(id), await store.issuedReports.content(id)];
        return state && content !== undefined ? { state, content, ...issued(id, named) } : undefined;
      },
    },
  };
  const clinicIssuer = createClinicIssuer({ store, clock, zone, make });
  return { report, issuer, clinicIssuer, reportDesk, forApi };
}
