import type { Source } from '../../domain/source.ts';
import { LB_IN_STONE } from '../../domain/units.ts';
import { DecodeError } from '../decoder.ts';
import type { Counted, Piece } from './apple-health-days.ts';

export const APPLE_HEALTH: Source = {
  organisation: 'Apple',
  title: 'HealthKit: HKQuantityTypeIdentifier, metadata keys, and the DTD in export.xml (HealthKit Export Version 14)',
  year: 2026,
  section: 'Record, Correlation, MetadataEntry',
  evidence: 'secondary',
};

/** A `<Record>`: what of it is read. The source and the device stay out: they are called after people. */
export interface AppleRecord {
  /** Without `HKQuantityTypeIdentifier`. */
  readonly type: string;
  readonly unit: string;
  readonly value: string;
  readonly startDate: string;
  readonly endDate: string;
  /** The `MetadataEntry` elements inside that are listed in `METADATA`. */
  readonly metadata: Readonly<Record<string, string>>;
}

type Said = Readonly<Record<string, unknown>>;

/** What the types mean, in Hearth's own words. The unit is whichever the person chose in the app, so each has several. */
const TYPES: Readonly<Record<string, (value: number, record: AppleRecord) => Said>> = {
  BloodGlucose: (value, record) => ({ kind: 'glucose', value, unit: glucoseUnit(record.unit), ...mealOf(record.metadata) }),
  BodyMass: (value, { unit }) => ({ kind: 'weight', ...mass(value, unit) }),
  BodyFatPercentage: (value, { unit }) => ({ kind: 'body-composition', fatPercent: percent(value, unit) }),
  BodyTemperature: (value, record) => ({ kind: 'temperature', value, unit: degrees(record.unit), ...siteOf(record.metadata) }),
  OxygenSaturation: (value, { unit }) => ({ kind: 'oxygen-saturation', value: percent(value, unit) }),
  HeartRate: (value, { unit }) => ({ kind: 'heart-rate', value: perMinute(value, unit) }),
};

/** One half of a blood pressure: the other stands in a record of its own. */
export const HALVES: Readonly<Record<string, 'systolic' | 'diastolic'>> = {
  BloodPressureSystolic: 'systolic',
  BloodPressureDiastolic: 'diastolic',
};

/** A piece of a day's total, and its unit. */
export const PIECES: Readonly<Record<string, { readonly of: Counted; readonly unit: string }>> = {
  StepCount: { of: 'steps', unit: 'count' },
  AppleExerciseTime: { of: 'activeMinutes', unit: 'min' },
};

export const isKnownType = (type: string): boolean => [TYPES, HALVES, PIECES].some((known) => Object.hasOwn(known, type));

/** The metadata that says something about a measurement. */
export const METADATA: ReadonlySet<string> = new Set(['HKBloodGlucoseMealTime', 'HKBodyTemperatureSensorLocation']);

/** One record that is a reading by itself. Throws DecodeError. */
export const readingOfRecord = (record: AppleRecord): Said => ({
  ...TYPES[record.type]!(numberOf(record), record),
  at: momentOf(record.startDate),
});

/** One half of a blood pressure in mmHg, and when it was measured. Throws DecodeError. */
export function halfOfRecord(record: AppleRecord): { readonly mmHg: number; readonly at: number } {
  if (record.unit !== 'mmHg') throw strange(record.unit, 'mmHg');
  return { mmHg: numberOf(record), at: momentOf(record.startDate) };
}

/** One piece of a day, by the clock on the phone. Throws DecodeError. */
export function pieceOfRecord(record: AppleRecord): Omit<Piece, 'source' | 'line'> {
  const { of, unit } = PIECES[record.type]!;
  if (record.unit !== unit) throw strange(record.unit, unit);
  const value = numberOf(record);
  if (value < 0) throw new DecodeError('value', `${value} is no count`);
  const { startDate } = record;
  const at = momentOf(startDate);
  const day = startDate.slice(0, 10);
  return { of, value, day, midnight: momentOf(`${day} 00:00:00${startDate.slice(19)}`), end: Math.max(at, momentOf(record.endDate)) };
}

/** `BloodGlucose 4.59 mmol/L 2024-01-09 22:32:54 +0200`: what a person looks for in the file. */
export const textOfRecord = ({ type, value, unit, startDate }: AppleRecord): string =>
  [type, value, unit.replace(/<[\d.]+>/, ''), startDate].join(' ').slice(0, 200);

/**
 * Health keeps quantities in units of its own and converts when it exports, which leaves 3.8999999999999995 of a meter's 3.9. Ten digits
 * are more than any meter shows, and fewer than the noise: 3.9 must not become a low.
 */
function numberOf({ value }: AppleRecord): number {
  if (!/^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(value)) throw new DecodeError('value', `"${value.slice(0, 40)}" is no number`);
  return withoutNoise(Number(value));
}
const withoutNoise = (value: number): number => Number(value.toPrecision(10));

/** `mmol<180.1558800000541>/L`: the molar mass, whose last digits vary, stands in the unit. */
function glucoseUnit(unit: string): string {
  if (unit === 'mg/dL') return unit;
  if (/^mmol(<180\.15\d*>)?\/L$/.test(unit)) return 'mmol/L';
  throw strange(unit, 'mg/dL or mmol/L');
}

function mass(value: number, unit: string): Said {
  if (unit === 'kg' || unit === 'lb') return { value, unit };
  if (unit === 'g') return { value: withoutNoise(value / 1000), unit: 'kg' };
  if (unit === 'st') return { value: withoutNoise(value * LB_IN_STONE), unit: 'lb' };
  throw strange(unit, 'kg, g, lb or st');
}

/** HealthKit's percent is a fraction: `unit="%" value="0.97"`. */
function percent(value: number, unit: string): number {
  if (unit !== '%') throw strange(unit, '%');
  if (value > 1) throw new DecodeError('value', `${value} is no share; Health writes 97 % as 0.97`);
  return withoutNoise(value * 100);
}

function degrees(unit: string): string {
  if (unit === 'degC') return '°C';
  if (unit === 'degF') return '°F';
  throw strange(unit, 'degC or degF');
}

function perMinute(value: number, unit: string): number {
  if (unit === 'count/min') return value;
  if (unit === 'count/s' || unit === 'Hz') return withoutNoise(value * 60);
  throw strange(unit, 'count/min');
}

const strange = (unit: string, known: string): DecodeError =>
  new DecodeError(
    'unit',
    unit === '' ? `no unit is stated; ${known} is known here` : `"${unit.slice(0, 40)}" is not known here, ${known} is`,
  );

/** HKBloodGlucoseMealTime: preprandial is 1, postprandial 2. */
function mealOf({ HKBloodGlucoseMealTime: meal }: AppleRecord['metadata']): Said {
  return meal === '1' ? { meal: 'before' } : meal === '2' ? { meal: 'after' } : {};
}

/** HKBodyTemperatureSensorLocation counts as the Bluetooth Temperature Type does, and knows three more at the end and 0, other. */
const SITES: Readonly<Record<string, string>> = {
  '1': 'armpit',
  '2': 'body',
  '3': 'ear',
  '4': 'finger',
  '5': 'gastro-intestinal',
  '6': 'mouth',
  '7': 'rectum',
  '8': 'toe',
  '9': 'tympanum',
  '11': 'forehead',
};
function siteOf({ HKBodyTemperatureSensorLocation: at }: AppleRecord['metadata']): Said {
  const site = at === undefined ? undefined : SITES[at];
  return site ? { site } : {};
}

const MOMENT = /^(\d{4})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d) ([+-])(\d\d):?(\d\d)$/;

/** `2024-05-01 08:12:33 +0800`, Unix ms. */
function momentOf(text: string): number {
  const parts = MOMENT.exec(text);
  if (!parts) throw new DecodeError('startDate', `"${text.slice(0, 40)}" is no time like 2024-05-01 08:12:33 +0800`);
  const [year, month, day, hour, minute, second] = parts.slice(1, 7).map(Number) as [number, number, number, number, number, number];
  const dial = Date.UTC(year, month - 1, day, hour, minute, second);
  const offset = (Number(parts[8]) * 60 + Number(parts[9])) * 60_000 * (parts[7] === '-' ? -1 : 1);
  if (new Date(dial).toISOString().slice(0, 19) !== `${text.slice(0, 10)}T${text.slice(11, 19)}`)
    throw new DecodeError('startDate', `"${text.slice(0, 40)}" is in no calendar`);
  return dial - offset;
}

/** A slice of a piece of the file holds on to the whole piece as long as it lives. What is kept is copied. */
export const copyOf = (text: string): string => Buffer.from(text).toString();
