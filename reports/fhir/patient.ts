import { FHIR_BASE, patientFhirId } from '../../domain/fhir-names.ts';
import type { Patient, PatientIdentity } from '../../domain/patient.ts';
import type { Profile } from '../../domain/profile.ts';
import { DIETS, MOBILITY } from '../../domain/profile-words.ts';
import type { Language } from '../../domain/source.ts';
import { coding, concept, given, type Json, type Resource } from './resource.ts';

/** A patient under the pseudonym; with name and ways to reach them only where `identity` is given. */
export function fhirPatient({ id, language, birthYear, sex, profile }: Patient, identity?: PatientIdentity): Resource {
  const telecom = [
    ...(identity?.phone === undefined ? [] : [{ system: 'phone', value: identity.phone }]),
    ...(identity?.email === undefined ? [] : [{ system: 'email', value: identity.email }]),
  ];
  return {
    resourceType: 'Patient',
    id: patientFhirId(id),
    ...given('extension', extensionsOf(profile, language)),
    identifier: [{ system: `${FHIR_BASE}/patient`, value: id }],
    active: true,
    ...(identity === undefined ? {} : { name: [{ text: identity.name }] }),
    ...given('telecom', telecom),
    ...given('gender', sex),
    ...given('birthDate', birthYear === undefined ? undefined : String(birthYear)),
    communication: [{ language: concept([coding('urn:ietf:bcp:47', language)]), preferred: true }],
  };
}

/** HL7's codes for diets of a stay in hospital (terminology.hl7.org, CodeSystem diet): R4 has none for a patient at home. */
const HL7_DIET = 'http://terminology.hl7.org/CodeSystem/diet';
const IN_HL7: Readonly<Partial<Record<string, string>>> = {
  vegetarian: 'vegetarian',
  vegan: 'vegan',
  halal: 'halal',
  'gluten-free': 'gluten-free',
};

/** What a profile says that FHIR has a place for: diets, and what limits moving. Notes stay at home. */
function extensionsOf(profile: Profile | undefined, language: Language): readonly Json[] {
  const diets = (profile?.diet ?? []).map((code) => {
    const hl7 = IN_HL7[code];
    const codings = [...(hl7 === undefined ? [] : [coding(HL7_DIET, hl7)]), coding(`${FHIR_BASE}/diet`, code)];
    return { url: `${FHIR_BASE}/StructureDefinition/diet`, valueCodeableConcept: concept(codings, DIETS[code][language]) };
  });
  const mobility = profile?.mobility;
  if (mobility === undefined || mobility === 'walks') return diets;
  const limits = concept([coding(`${FHIR_BASE}/mobility`, mobility)], MOBILITY[mobility][language]);
  return [...diets, { url: 'http://hl7.org/fhir/StructureDefinition/patient-disability', valueCodeableConcept: limits }];
}
