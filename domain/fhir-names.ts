import { createHash } from 'node:crypto';
import { kindPrefix } from './identity.ts';
import type { DeviceId, Kind, PatientId, Reading, ReadingId } from './reading.ts';

/* What things of Hearth are called in FHIR. Its ids are 1 to 64 letters, digits, dots and dashes, and nothing else (HL7 R4, datatypes, id). */

export const FHIR_BASE = 'https://hearth.example/fhir';

/**
 * What a reading says that FHIR has no place for, as one extension with these parts; the inward dialect reads the same. `clock`: whose
 * clock the time came from; `stated`: what the device's clock said, where the time was corrected or runs ahead.
 */
export const MEASURED = `${FHIR_BASE}/StructureDefinition/measured`;
export const MEASURED_PARTS = [
  'clock',
  'stated',
  'meal',
  'specimen',
  'fluid',
  'user',
  'site',
  'continuous',
  'quality',
  'systolic',
  'diastolic',
  'mean',
] as const;
export type MeasuredPart = (typeof MEASURED_PARTS)[number];

const hash = (text: string, length: number): string => createHash('sha256').update(text).digest('hex').slice(0, length);

/** Ids of Hearth's own making and of patients hold no dot, but may hold an underscore, which FHIR's may not. */
export const fhirId = (id: string): string => id.replaceAll('_', '.');
export const idOfFhir = (id: string): string => id.replaceAll('.', '_');
export const patientFhirId = (patient: PatientId): string => fhirId(patient);

/** Devices are called as their owners like, with dots and underscores: the few whose name is no FHIR id have a hash for one. */
export const deviceFhirId = (device: DeviceId): string =>
  /^[A-Za-z0-9.-]{1,64}$/.test(device) && !device.startsWith('x.') ? device : `x.${hash(device, 32)}`;

const LETTERS: Readonly<Record<Kind, string>> = {
  glucose: 'g',
  'glucose-context': 'c',
  'blood-pressure': 'b',
  weight: 'w',
  'body-composition': 'f',
  temperature: 't',
  'oxygen-saturation': 'o',
  'heart-rate': 'h',
  activity: 'a',
};

/**
 * The FHIR id of a reading, whose own may be longer than 64 letters: `3f2a91c04b7d.g.t1772352000000.91ab03cd55`. The device is hashed; kind
 * and moment or sequence number stand as they are, so that a range of ids finds the reading; what follows is hashed.
 */
export function observationFhirId({ id, device, kind }: Pick<Reading, 'id' | 'device' | 'kind'>): string {
  const [head = '', ...tail] = id.slice(kindPrefix(device, kind).length).split('~');
  const rest = tail.join('~');
  return [hash(device, 12), LETTERS[kind], head, ...(rest === '' ? [] : [hash(rest, 10)])].join('.');
}

/** Where a reading of this FHIR id is looked for: ids of a device that has this hash, of this kind, that begin like this. */
export interface ObservationPlace {
  readonly kind: Kind;
  readonly ofDevice: (device: DeviceId) => boolean;
  readonly prefix: (device: DeviceId) => ReadingId;
}

/** Undefined for what is no FHIR id of a reading. */
export function observationPlace(id: string): ObservationPlace | undefined {
  const [, device, letter, head] = /^([0-9a-f]{12})\.([a-z])\.([st]\d{1,17})(?:\.[0-9a-f]{10})?$/.exec(id) ?? [];
  const kind = (Object.keys(LETTERS) as Kind[]).find((one) => LETTERS[one] === letter);
  if (device === undefined || kind === undefined) return undefined;
  return { kind, ofDevice: (name) => hash(name, 12) === device, prefix: (name) => `${kindPrefix(name, kind)}${head}` };
}
