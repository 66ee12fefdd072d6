import type { ApiParts } from '../api/parts.ts';
import type { Clinic } from '../domain/clinic.ts';
import type { Clock } from '../domain/clock.ts';
import type { Questionnaire } from '../domain/questionnaire.ts';
import type { Store } from '../domain/store.ts';
import { createClinicIssuer } from '../issuing/clinic.ts';
import { createReportDesk } from '../issuing/desk.ts';
import type { BuildReport } from '../issuing/issue.ts';
import { createIssuer } from '../issuing/runs.ts';
import { keepClinicSchedule, keepOwnSchedule } from '../issuing/schedules.ts';
import type { RuleSet } from '../rules/compile.ts';
import { createCohortDesk } from './cohort-desk.ts';
import { createCohortMaker } from './make-cohort.ts';
import { createReporter } from './make-report.ts';
import { createIssuedViewer } from './show-issued.ts';

/** Reports: of one patient when somebody asks, issued by themselves and kept, and of the clinic. */
export function openReports(parts: {
  readonly store: Store;
  readonly rules: () => RuleSet;
  readonly questionnaires: () => readonly Questionnaire[];
  readonly clock: Clock;
  readonly clinic: Clinic;
}) {
  const { store, rules, questionnaires, clock } = parts;
  const { name: clinic, zone, language } = parts.clinic;
  const report = createReporter({ store, rules, questionnaires, clinic, now: clock.now });
  const build: BuildReport = async (patient, from, to) => (await report({ patient, from, to, language })).json;
  const make = createCohortMaker({ store, clock, zone });
  const issuer = createIssuer({ store, clock, zone, language, build });
  const reportDesk = createReportDesk({ store, clock, build });
  const forApi: Pick<ApiParts, 'report' | 'cohort' | 'issuing'> = {
    report,
    cohort: createCohortDesk({ make, clock, zone, clinic, store }),
    issuing: {
      ask: issuer.ask,
      ...reportDesk,
      keepClinicSchedule,
      keepOwnSchedule,
      show: createIssuedViewer({ store, clinic }),
    },
  };
  const clinicIssuer = createClinicIssuer({ store, clock, zone, make });
  return { report, issuer, clinicIssuer, reportDesk, forApi };
}
