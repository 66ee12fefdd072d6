import type { GlucoseContext, Meal } from '../../domain/reading.ts';
import type { Source } from '../../domain/source.ts';
import { Bytes, type Draft, type Special } from '../bytes.ts';
import type { Decoder } from '../decoder.ts';
import { timing } from '../wall-clock.ts';

/** Glucose Measurement Context as it stands on the wire, under the names of the profile. */
export interface GlucoseContextRecord {
  readonly flags: number;
  readonly sequenceNumber: number;
  readonly extendedFlags?: number;
  readonly carbohydrateCode?: number;
  readonly carbohydrateKg?: number | Special;
  readonly mealCode?: number;
  readonly testerCode?: number;
  readonly healthCode?: number;
  readonly exerciseDurationSeconds?: number | 'overrun';
  readonly exerciseIntensityPercent?: number;
  readonly medicationCode?: number;
  readonly medication?: number | Special;
  readonly medicationUnit?: 'kg' | 'L';
  readonly hba1cPercent?: number | Special;
}

/** Every flag and field as the profile says, without a judgement on any of them. Throws DecodeError. */
export function parseGlucoseContext(payload: Uint8Array): GlucoseContextRecord {
  const bytes = new Bytes(payload);
  const flags = bytes.u8('flags');
  const has = (bit: number) => (flags & (1 << bit)) !== 0;
  const record: Draft<GlucoseContextRecord> = { flags, sequenceNumber: bytes.u16('sequenceNumber') };
  if (has(7)) record.extendedFlags = bytes.u8('extendedFlags');
  if (has(0)) {
    record.carbohydrateCode = bytes.u8('carbohydrateId');
    record.carbohydrateKg = bytes.sfloat('carbohydrate');
  }
  if (has(1)) record.mealCode = bytes.u8('meal');
  if (has(2)) {
    const testerAndHealth = bytes.u8('testerAndHealth');
    record.testerCode = testerAndHealth & 0b1111;
    record.healthCode = testerAndHealth >> 4;
  }
  if (has(3)) {
    const seconds = bytes.u16('exerciseDuration');
    record.exerciseDurationSeconds = seconds === 0xffff ? 'overrun' : seconds;
    record.exerciseIntensityPercent = bytes.u8('exerciseIntensity');
  }
  if (has(4)) {
    record.medicationCode = bytes.u8('medicationId');
    record.medication = bytes.sfloat('medication');
    record.medicationUnit = has(5) ? 'L' : 'kg';
  }
  if (has(6)) record.hba1cPercent = bytes.sfloat('hba1c');
  bytes.end();
  return record;
}

/** 6, overnight in newer editions, is none of the meals that limits are stated for. */
const MEAL: Readonly<Record<number, Meal>> = { 1: 'before', 2: 'after', 3: 'fasting', 4: 'casual', 5: 'bedtime' };
const HEALTH: Readonly<Record<number, GlucoseContext['health']>> = {
  1: 'minor-issues',
  2: 'major-issues',
  3: 'menses',
  4: 'stress',
  5: 'none',
};
const MEDICATION: Readonly<Record<number, GlucoseContext['medication']>> = {
  1: 'rapid-insulin',
  2: 'short-insulin',
  3: 'intermediate-insulin',
  4: 'long-insulin',
  5: 'pre-mixed-insulin',
};

/**
 * What a person can eat, take or have. The definition of 2A34 gives kilogram and litre with a decimal exponent of -3 or -6 beside them, and
 * devices differ in whether the number carries that power already: an amount outside was written in another power of ten.
 */
const LIMITS = {
  carbohydrateG: { least: 0, most: 1000 },
  exerciseIntensityPercent: { least: 0, most: 100 },
  medicationMg: { least: 0, most: 10_000 },
  medicationMl: { least: 0, most: 100 },
  hba1cPercent: { least: 1, most: 30 },
} as const;
export const CONTEXT_LIMITS_SOURCE: Source = {
  organisation: 'Hearth',
  title: 'Amounts that a context record can mean',
  year: 2026,
  section: 'devices/gatt/glucose-context.ts',
  evidence: 'unverified',
};

export const glucoseContext: Decoder = {
  id: 'gatt/2a34',
  title: 'Glucose Measurement Context',
  source: {
    organisation: 'Bluetooth SIG',
    title: 'org.bluetooth.characteristic.glucose_measurement_context',
    year: 2012,
    section: 'definition of 2012-02-27, copy in sputnikdev/bluetooth-gatt-parser',
    url: 'https://github.com/sputnikdev/bluetooth-gatt-parser',
    evidence: 'secondary',
  },
  hears: { characteristic: 0x2a34 },

  decode(payload, context) {
    const record = parseGlucoseContext(payload);
    const { at, clock } = timing(undefined, context);
    const said: Draft<GlucoseContext> = { kind: 'glucose-context', at, clock, sequence: record.sequenceNumber, quality: [] };
    const believed = (name: Amount, amount: number | undefined): number | undefined => {
      if (amount === undefined || isWithin(amount, LIMITS[name])) return amount;
      said.quality = ['implausible'];
      return undefined;
    };
    const keep = <Field extends keyof GlucoseContext>(field: Field, value: GlucoseContext[Field] | undefined): void => {
      if (value !== undefined) said[field] = value;
    };
    keep('meal', MEAL[record.mealCode ?? 0]);
    keep('health', HEALTH[record.healthCode ?? 0]);
    keep('medication', MEDICATION[record.medicationCode ?? 0]);
    keep('carbohydrateG', believed('carbohydrateG', scaled(record.carbohydrateKg, 1000)));
    if (typeof record.exerciseDurationSeconds === 'number') said.exerciseMinutes = record.exerciseDurationSeconds / 60;
    keep('exerciseIntensityPercent', believed('exerciseIntensityPercent', record.exerciseIntensityPercent));
    if (record.medicationUnit === 'kg') {
      const value = believed('medicationMg', scaled(record.medication, 1_000_000));
      if (value !== undefined) said.medicationAmount = { value, unit: 'mg' };
    }
    if (record.medicationUnit === 'L') {
      const value = believed('medicationMl', scaled(record.medication, 1000));
      if (value !== undefined) said.medicationAmount = { value, unit: 'mL' };
    }
    keep('hba1cPercent', believed('hba1cPercent', scaled(record.hba1cPercent, 1)));
    return [said];
  },
};

type Amount = keyof typeof LIMITS;

/** Rounded to a millionth: twelve bits of mantissa said 60 g, not 60.00000000000001. */
const scaled = (value: number | Special | undefined, factor: number): number | undefined =>
  typeof value === 'number' ? Math.round(value * factor * 1_000_000) / 1_000_000 : undefined;

const isWithin = (value: number, { least, most }: { readonly least: number; readonly most: number }): boolean =>
  value >= least && value <= most;
