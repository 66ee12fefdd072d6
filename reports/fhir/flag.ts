import { type Alert, ownTitle, type Severity } from '../../domain/alert.ts';
import { FHIR_BASE, fhirId, patientFhirId } from '../../domain/fhir-names.ts';
import type { Language, Localized } from '../../domain/source.ts';
import { coding, concept, given, instant, type Json, type Resource } from './resource.ts';

/** http://hl7.org/fhir/R4/extension-flag-priority.html */
const PRIORITIES: Readonly<Record<Severity, readonly [string, string]>> = {
  high: ['PH', 'High priority'],
  medium: ['PM', 'Medium priority'],
  low: ['PL', 'Low priority'],
};
const extension = (name: string, value: Json): Json => ({ url: `http://hl7.org/fhir/StructureDefinition/${name}`, ...value });

/** An alert. `title`: as its rule is called; `evidence`: the FHIR ids of the readings that raised it. */
export function fhirFlag(alert: Alert, title: Localized | undefined, evidence: readonly string[], language: Language): Resource {
  const { id, patient, rule, severity, opened, state } = alert;
  const [code, display] = PRIORITIES[severity];
  const ended = state.is === 'resolved' ? state : undefined;
  return {
    resourceType: 'Flag',
    id: fhirId(id),
    extension: [
      extension('flag-priority', { valueCodeableConcept: concept([coding('http://hl7.org/fhir/flag-priority-code', code, display)]) }),
      ...evidence.map((one) => extension('flag-detail', { valueReference: { reference: `Observation/${one}` } })),
    ],
    status: ended === undefined ? 'active' : ended.because === 'withdrawn' ? 'entered-in-error' : 'inactive',
    category: [concept([coding('http://terminology.hl7.org/CodeSystem/flag-category', 'clinical', 'Clinical')])],
    code: concept([coding(`${FHIR_BASE}/CodeSystem/rule`, rule.id)], (title ?? ownTitle(alert))?.[language] ?? rule.id),
    subject: { reference: `Patient/${patientFhirId(patient)}` },
    period: { start: instant(opened), ...given('end', ended && instant(Math.max(ended.at, opened))) },
  };
}
