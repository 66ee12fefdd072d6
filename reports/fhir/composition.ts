import { patientFhirId } from '../../domain/fhir-names.ts';
import { REPORT } from '../../domain/loinc.ts';
import type { Page } from '../render/blocks.ts';
import type { Report } from '../report.ts';
import { narrative } from './narrative.ts';
import { given, instant, type Json, loincConcept, type Resource } from './resource.ts';

/** What a Composition's sections say and where the data of each stand: the report as a person reads it. */
export function fhirComposition(
  id: string,
  report: Report,
  page: Page,
  { organization, entries, note, isOver }: { organization: Json; entries: readonly Json[]; note?: string | undefined; isOver: boolean },
): Resource {
  return {
    resourceType: 'Composition',
    id,
    language: page.language,
    status: isOver ? 'final' : 'preliminary',
    type: loincConcept([REPORT], page.title),
    subject: { reference: `Patient/${patientFhirId(report.patient.id)}` },
    date: instant(report.generatedAt),
    author: [organization],
    title: `${page.title}: ${page.period}`,
    custodian: organization,
    event: [{ period: { start: instant(report.from), end: instant(report.to) } }],
    section: page.parts.map((part, i) => ({
      title: part.title,
      text: narrative(part, i === 0 ? [[page.beside, page.facts].filter(Boolean).join(' · '), ...(note === undefined ? [] : [note])] : []),
      ...given('entry', i === 0 ? entries : undefined),
    })),
  };
}
