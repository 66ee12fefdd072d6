import { createHash } from 'node:crypto';
import { FHIR_BASE, patientFhirId } from '../../domain/fhir-names.ts';
import type { Act } from '../../domain/user.ts';
import { coding, given, instant, type Resource } from './resource.ts';

/** What somebody did. Pseudonyms only, as in the audit itself. */
export function fhirAuditEvent(act: Act): Resource {
  const { at, by, did, patient, about } = act;
  const detail = Object.entries(about)
    .filter(([, value]) => value !== null && String(value) !== '')
    .map(([type, value]) => ({ type, valueString: String(value) }));
  return {
    resourceType: 'AuditEvent',
    id: createHash('sha256').update(JSON.stringify(act)).digest('hex').slice(0, 32),
    type: coding('http://terminology.hl7.org/CodeSystem/audit-event-type', 'rest', 'RESTful Operation'),
    subtype: [coding(`${FHIR_BASE}/CodeSystem/act`, did)],
    recorded: instant(at),
    outcome: '0',
    agent: [{ who: { identifier: { system: `${FHIR_BASE}/user`, value: by } }, requestor: true }],
    source: { observer: { display: 'Hearth' } },
    ...given('entity', [
      ...(patient === undefined
        ? []
        : [
            {
              what: { reference: `Patient/${patientFhirId(patient)}` },
              role: coding('http://terminology.hl7.org/CodeSystem/object-role', '1', 'Patient'),
            },
          ]),
      ...(detail.length === 0 ? [] : [{ name: did, detail }]),
    ]),
  };
}
