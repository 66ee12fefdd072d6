import { createHash } from 'node:crypto';
import type { Instant } from '../../domain/clock.ts';
import { counts } from '../../domain/counts.ts';
import { observationFhirId } from '../../domain/fhir-names.ts';
import type { Glucose, Reading } from '../../domain/reading.ts';
import { mgPerDlFromMmolPerL } from '../../domain/units.ts';
import { ARROWS, type Arrow, arrowOf } from './arrow.ts';

export type GlucoseReading = Extract<Reading, { kind: 'glucose' }>;

/** A document as Nightscout keeps it: plain JSON, told apart by `type` or `eventType`. */
export type Document = Readonly<Record<string, unknown>>;

/** Nightscout's names of documents: 24 hexadecimal digits. */
export const documentId = (name: string): string => createHash('sha256').update(name).digest('hex').slice(0, 24);

/** Nothing was measured after it was heard, as everywhere in Hearth. */
export const entryAt = ({ at, received }: Pick<Reading, 'at' | 'received'>): Instant => Math.min(at, received);

export const isSensor = ({ specimen }: Pick<Glucose, 'specimen'>): boolean => specimen === 'interstitial';

/**
 * mg/dL, whole: followers read nothing else. LO is 39 or less and HI 401 or more, as sensors send them and followers show them: the number
 * beside LO may be the sensor's lowest.
 */
export function mgDlOf({ reported, beyond }: Pick<Glucose, 'reported' | 'beyond'>): number {
  const mgDl = Math.round(reported.unit === 'mg/dL' ? reported.value : mgPerDlFromMmolPerL(reported.value));
  return beyond === 'low' ? Math.min(39, mgDl) : beyond === 'high' ? Math.max(401, mgDl) : mgDl;
}

export const pointOf = (reading: GlucoseReading) => ({
  at: entryAt(reading),
  mgDl: mgDlOf(reading),
  ...(reading.beyond === undefined ? {} : { beyond: reading.beyond }),
});

/** The arrow of a reading among those before it, of which only its own sensor's count; newest first. */
export const arrowAmong = (reading: GlucoseReading, earlier: readonly GlucoseReading[]): Arrow =>
  arrowOf([reading, ...earlier.filter((one) => one.device === reading.device && isSensor(one) && counts(one))].map(pointOf));

/** A reading as an entry of API v1: `sgv` of a sensor, with its arrow; `mbg` of anything else. */
export function entryOf(reading: GlucoseReading, earlier: readonly GlucoseReading[]): Document {
  const date = entryAt(reading);
  const dateString = new Date(date).toISOString();
  const common = { _id: documentId(reading.id), device: reading.device, date, dateString, sysTime: dateString, utcOffset: 0, mills: date };
  if (!isSensor(reading)) return { ...common, type: 'mbg', mbg: mgDlOf(reading) };
  const direction = arrowAmong(reading, earlier);
  return { ...common, type: 'sgv', sgv: mgDlOf(reading), direction, trend: ARROWS[direction].trend };
}

/** The same as a document of API v3. `modified`: when it came in or was last changed. */
export const entryV3 = (reading: GlucoseReading, earlier: readonly GlucoseReading[], modified: Instant): Document => ({
  ...entryOf(reading, earlier),
  identifier: observationFhirId(reading),
  app: 'hearth',
  units: 'mg',
  srvCreated: reading.received,
  srvModified: modified,
  subject: reading.device,
  isValid: counts(reading),
  isReadOnly: true,
});

/** A finger stick as the treatment that Nightscout makes of it. */
export function bgCheckOf(reading: GlucoseReading): Document {
  const created = new Date(entryAt(reading)).toISOString();
  const inMmol = reading.reported.unit === 'mmol/L';
  return {
    _id: documentId(`treatment ${reading.id}`),
    eventType: 'BG Check',
    glucose: reading.reported.value,
    glucoseType: 'Finger',
    units: inMmol ? 'mmol' : 'mg/dl',
    created_at: created,
    mills: entryAt(reading),
    enteredBy: reading.device,
  };
}
