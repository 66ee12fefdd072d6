import { FHIR_BASE, fhirId, patientFhirId } from '../../domain/fhir-names.ts';
import type { IssuedState } from '../../domain/issued.ts';
import { parsePeriod } from '../../domain/report-period.ts';
import type { Language } from '../../domain/source.ts';
import type { Report } from '../report.ts';
import { fhirDiagnosticReport } from './diagnostic-report.ts';
import { instant, type Json, type Resource } from './resource.ts';

/** What a reader of an issued report is told besides its figures. */
export interface IssuedReader {
  readonly language: Language;
  readonly title: string;
  /** Where the report can be fetched as it was issued. */
  readonly at: (id: string, format: 'json' | 'html' | 'pdf') => string;
  /** The doctor's name and words; undefined for programs. */
  readonly nameOf?: (user: string) => string;
}

/** `p1.2026-W13`: a period that was issued, whatever its edition. */
export const issuedFhirId = ({ patient, period }: Pick<IssuedState, 'patient' | 'period'>): string => `${patientFhirId(patient)}.${period}`;

export function readIssuedFhirId(id: string): { readonly patient: string; readonly period: string } | undefined {
  const [, patient, period] = /^(.+?)\.(\d{4}-(?:W?\d\d|\d\d-\d\d\.\.\d{4}-\d\d-\d\d))$/.exec(id) ?? [];
  return patient === undefined || period === undefined || !parsePeriod(period) ? undefined : { patient, period };
}

/**
 * A report as it was issued, and each of its corrections: versions of one DiagnosticReport, the newest first. A report that nobody has
 * signed is `preliminary`, a signed one `final`; what comes after a signed one is `corrected` (HL7 R4, diagnostic-report-status).
 * @param editions all of one period
 * @param contents of each edition, as it was kept
 */
export function issuedVersions(editions: readonly IssuedState[], contents: readonly Report[], reader: IssuedReader): readonly Resource[] {
  return editions
    .flatMap((state, i) => {
      const wasSigned = editions.some((one) => one.edition < state.edition && one.signed !== undefined);
      const plain = fhirDiagnosticReport(issuedFhirId(state), contents[i]!, [], { ...reader, isOver: true });
      const { signed, ...unsigned } = state;
      return [
        versionOf(plain, unsigned, wasSigned ? 'corrected' : 'preliminary', reader),
        ...(signed ? [versionOf(plain, state, wasSigned ? 'corrected' : 'final', reader)] : []),
      ].map((resource) => ({ resource, order: state.edition }));
    })
    .map(({ resource, order }, i) => ({ resource, order, i }))
    .sort((a, b) => b.order - a.order || b.i - a.i)
    .map(({ resource }) => resource);
}

function versionOf(plain: Resource, state: IssuedState, status: string, { at, title, nameOf }: IssuedReader): Resource {
  const { id, edition, issued, signed, language, sha256, bytes } = state;
  const form = (format: 'json' | 'html' | 'pdf', contentType: string): Json => ({
    contentType,
    language,
    url: at(id, format),
    ...(format === 'json' ? { size: bytes } : {}),
    title,
    creation: instant(issued),
  });
  return {
    ...plain,
    meta: { versionId: signed ? `${edition}.signed` : String(edition), lastUpdated: instant(signed?.at ?? issued) },
    identifier: [
      { system: `${FHIR_BASE}/issued-report`, value: fhirId(id) },
      { system: `${FHIR_BASE}/issued-content-sha256`, value: sha256 },
    ],
    status,
    issued: instant(issued),
    ...(signed && nameOf
      ? { resultsInterpreter: [{ display: nameOf(signed.by) }], ...(signed.note ? { conclusion: signed.note } : {}) }
      : {}),
    presentedForm: [form('pdf', 'application/pdf'), form('html', 'text/html'), form('json', 'application/json')],
  };
}
