import type { Scope } from '../domain/api-token.ts';
import type { UserRole } from '../domain/roles.ts';

const CLINICIANS = ['doctor', 'coordinator', 'administrator'] as const;

interface FhirAccess {
  readonly type: string;
  readonly who: readonly UserRole[];
  /** With which a program reads it, too; none: no program does. */
  readonly scope?: Scope;
  /** There is an address of one alone. */
  readonly one: boolean;
  /** Beneath the type, `$lastn`; or of one, `:id/$document`. */
  readonly operations?: readonly string[];
}

/** Who may read which type of resource of the facade. All of it is about patients or nobody: what a caller may not see is left out. */
export const FHIR_ACCESS: readonly FhirAccess[] = [
  { type: 'Patient', who: CLINICIANS, scope: 'read:patients', one: true },
  { type: 'Device', who: CLINICIANS, scope: 'read:devices', one: true },
  {
    type: 'Observation',
    who: CLINICIANS,
    scope: 'read:readings',
    one: true,
    operations: ['$lastn', ':id/_history', ':id/_history/:version'],
  },
  {
    type: 'DiagnosticReport',
    who: CLINICIANS,
    scope: 'read:reports',
    one: true,
    operations: [':id/_history', ':id/_history/:version'],
  },
  { type: 'Composition', who: CLINICIANS, scope: 'read:reports', one: true, operations: [':id/$document'] },
  { type: 'Questionnaire', who: CLINICIANS, scope: 'read:plans', one: true },
  { type: 'QuestionnaireResponse', who: CLINICIANS, scope: 'read:plans', one: true },
  { type: 'CarePlan', who: CLINICIANS, scope: 'read:plans', one: true },
  { type: 'Flag', who: CLINICIANS, scope: 'read:alerts', one: true },
  { type: 'AuditEvent', who: ['administrator', 'auditor'], one: false },
];

type FhirRow = readonly [route: string, who: 'anybody' | readonly UserRole[], about: 'nobody' | 'rows', scope?: Scope];

/** The routes of the facade, as rows of the table of access. */
export const fhirRows = (): readonly FhirRow[] => [
  ['GET /fhir/metadata', 'anybody', 'nobody'],
  ...FHIR_ACCESS.flatMap(({ type, who, scope, one, operations = [] }) => {
    const beneath = [...(one ? [':id'] : []), ...operations].map((rest) => `GET /fhir/${type}/${rest}`);
    return [`GET /fhir/${type}`, `POST /fhir/${type}/_search`, ...beneath].map(
      (route): FhirRow => (scope === undefined ? [route, who, 'rows'] : [route, who, 'rows', scope]),
    );
  }),
];
