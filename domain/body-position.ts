import type { Posture } from './reading.ts';
import type { Source } from './source.ts';

/* How FHIR says in which posture a body was measured, one list for both directions, as domain/loinc.ts is for what was measured. */

/** FHIR's own extension of an Observation; its value set is an example, and guides bind it to SNOMED CT. */
export const BODY_POSITION = 'http://hl7.org/fhir/StructureDefinition/observation-bodyPosition';
/** LOINC "Body position with respect to gravity": the same as a component, as some systems write it. */
export const BODY_POSITION_COMPONENT = '8361-8';
export const SNOMED = 'http://snomed.info/sct';

export interface PositionCode {
  readonly code: string;
  readonly display: string;
  readonly posture: Posture;
}

/** Of several codes for one posture the first is written; all are read. Postures between them (half sitting, head down) are none of the three. */
export const POSITION_CODES: readonly PositionCode[] = [
  { code: '33586001', display: 'Sitting position', posture: 'sitting' },
  { code: '10904000', display: 'Orthostatic body position', posture: 'standing' },
  { code: '102538003', display: 'Recumbent body position', posture: 'lying' },
  { code: '40199007', display: 'Supine body position', posture: 'lying' },
];

export const POSITION_CODES_SOURCE: Source = {
  organisation: 'Open mHealth',
  title: 'body-posture 1.0',
  year: 2022,
  section: 'SNOMED CT codes of sitting, lying down and standing; supine from the value set of HL7 Vital Signs',
  url: 'https://github.com/openmhealth/schemas/blob/master/schema/omh/body-posture-1.0.json',
  evidence: 'primary',
};
