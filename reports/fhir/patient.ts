import { FHIR_BASE, patientFhirId } from '../../domain/fhir-names.ts';
import type { Patient, PatientIdentity } from '../../domain/patient.ts';
import { coding, concept, given, type Resource } from './resource.ts';

/** A patient under the pseudonym; with name and ways to reach them only where `identity` is given. */
export function fhirPatient({ id, language, birthYear, sex }: Patient, identity?: PatientIdentity): Resource {
  const telecom = [
    ...(identity?.phone === undefined ? [] : [{ system: 'phone', value: identity.phone }]),
    ...(identity?.email === undefined ? [] : [{ system: 'email', value: identity.email }]),
  ];
  return {
    resourceType: 'Patient',
    id: patientFhirId(id),
    identifier: [{ system: `${FHIR_BASE}/patient`, value: id }],
    active: true,
    ...(identity === undefined ? {} : { name: [{ text: identity.name }] }),
    ...given('telecom', telecom),
    ...given('gender', sex),
    ...given('birthDate', birthYear === undefined ? undefined : String(birthYear)),
    communication: [{ language: concept([coding('urn:ietf:bcp:47', language)]), preferred: true }],
  };
}
