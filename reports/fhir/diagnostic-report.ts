import { patientFhirId } from '../../domain/fhir-names.ts';
import { REPORT } from '../../domain/loinc.ts';
import type { Language } from '../../domain/source.ts';
import type { Report } from '../report.ts';
import { coding, concept, given, instant, type Json, loincConcept, type Resource } from './resource.ts';
import { summaryObservations } from './summary.ts';

/** A report's figures: those about the period within it, the readings they were made of by reference. `title`: as a person reads it. */
export function fhirDiagnosticReport(
  id: string,
  report: Report,
  readings: readonly Json[],
  { title, language, isOver }: { title: string; language: Language; isOver: boolean },
): Resource {
  const { patient, from, to, generatedAt } = report;
  const contained = summaryObservations(report, language);
  return {
    resourceType: 'DiagnosticReport',
    id,
    ...given('contained', contained),
    status: isOver ? 'final' : 'partial',
    category: [concept([coding('http://terminology.hl7.org/CodeSystem/v2-0074', 'OTH', 'Other')])],
    code: loincConcept([REPORT], title),
    subject: { reference: `Patient/${patientFhirId(patient.id)}` },
    effectivePeriod: { start: instant(from), end: instant(to) },
    issued: instant(generatedAt),
    ...given('result', [...contained.map((one) => ({ reference: `#${one.id}` })), ...readings]),
  };
}
