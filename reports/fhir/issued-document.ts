import { createHash } from 'node:crypto';
import { FHIR_BASE, fhirId } from '../../domain/fhir-names.ts';
import type { IssuedState } from '../../domain/issued.ts';
import type { Patient, PatientIdentity } from '../../domain/patient.ts';
import type { Page } from '../render/blocks.ts';
import type { Report } from '../report.ts';
import { fhirComposition } from './composition.ts';
import { issuedFhirId } from './issued-report.ts';
import { fhirPatient } from './patient.ts';
import { instant, type Json, type Resource } from './resource.ts';

export interface IssuedDocumentParts {
  readonly state: IssuedState;
  /** As it was kept; the page is drawn from it alone. */
  readonly content: Report;
  readonly page: Page;
  /** The DiagnosticReport of this edition, as it stands. */
  readonly diagnostic: Resource;
  readonly patient: Patient;
  /** Only where the reader may know who it is. */
  readonly identity?: PatientIdentity;
  /** The doctor's name; undefined for programs. */
  readonly nameOf?: (user: string) => string;
  readonly clinic: string;
  readonly base: string;
}

/** What a Composition is in each state of the DiagnosticReport beside it (HL7 R4, composition-status). */
const STATUS: Readonly<Record<string, string>> = { preliminary: 'preliminary', final: 'final', corrected: 'amended' };

/**
 * A report as it was issued, as a FHIR R4 document: its words and figures, as they were kept. Single readings are not in it: those of today
 * may say something else.
 */
export function issuedDocument(parts: IssuedDocumentParts): Resource {
  const { state, content, page, diagnostic, patient, identity, nameOf, clinic, base } = parts;
  const id = issuedFhirId(state);
  const organization: Resource = { resourceType: 'Organization', id: 'clinic', name: clinic };
  const refer = ({ resourceType, id: name }: Resource) => ({ reference: `${resourceType}/${name}` });
  const { meta } = diagnostic as Resource & { readonly meta: { readonly versionId: string; readonly lastUpdated: string } };
  const composition = fhirComposition(id, content, page, {
    organization: refer(organization),
    entries: [refer(diagnostic)],
    isOver: true,
  });
  const resources: readonly Resource[] = [
    {
      ...composition,
      meta,
      identifier: { system: `${FHIR_BASE}/issued-report`, value: fhirId(state.id) },
      status: STATUS[String(diagnostic.status)]!,
      date: instant(state.issued),
      ...(state.signed ? { attester: [attester(state.signed, nameOf)] } : {}),
    },
    fhirPatient(patient, identity),
    organization,
    diagnostic,
  ];
  return {
    resourceType: 'Bundle',
    identifier: {
      system: `${FHIR_BASE}/document`,
      value: createHash('sha256').update(`issued|${state.id}|${meta.versionId}`).digest('hex').slice(0, 32),
    },
    type: 'document',
    timestamp: meta.lastUpdated,
    entry: resources.map((resource) => ({ fullUrl: `${base}/${resource.resourceType}/${resource.id}`, resource })),
  };
}

const attester = ({ by, at }: NonNullable<IssuedState['signed']>, nameOf: IssuedDocumentParts['nameOf']): Json => ({
  mode: 'professional',
  time: instant(at),
  ...(nameOf ? { party: { display: nameOf(by) } } : {}),
});
