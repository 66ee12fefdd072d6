import type { ApiParts } from '../parts.ts';
import { auditEventKind } from './audit-events.ts';
import { carePlanKind } from './care-plans.ts';
import { deviceKind } from './devices.ts';
import { diagnosticReportKind } from './diagnostic-reports.ts';
import { flagKind } from './flags.ts';
import type { FhirKind } from './kind.ts';
import { observationKind } from './observations.ts';
import { patientKind } from './patients.ts';
import { questionnaireKind, questionnaireResponseKind } from './questionnaires.ts';
import { compositionKind } from './reports.ts';

/** Every type of resource that the facade gives out. */
export const fhirKinds = (parts: ApiParts): readonly FhirKind[] => [
  patientKind(parts),
  deviceKind(parts),
  observationKind(parts),
  diagnosticReportKind(parts),
  compositionKind(parts),
  questionnaireKind(parts),
  questionnaireResponseKind(parts),
  carePlanKind(parts),
  flagKind(parts),
  auditEventKind(parts),
];
