import type { GlucoseContext, Meal } from '../../domain/reading.ts';
import { Bytes, type Special } from '../bytes.ts';
import { DecodeError, type Decoder } from '../decoder.ts';
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

export function parseGlucoseContext(payload: Uint8Array): GlucoseContextRecord {
  const bytes = new Bytes(payload);
  const flags = bytes.u8('flags');
  const has = (bit: number) => (flags & (1 << bit)) !== 0;
  const record: Record<string, unknown> = { flags, sequenceNumber: bytes.u16('sequenceNumber') };
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
  return record as unknown as GlucoseContextRecord;
}

const MEAL: Readonly<Record<number, Meal>> = { 1: 'before', 2: 'after', 3: 'fasting', 4: 'casual', 5: 'bedtime' };
const HEALTH = { 1: 'minor-issues', 2: 'major-issues', 3: 'menses', 4: 'stress', 5: 'none' } as const;
const MEDICATION = {
  1: 'rapid-insulin',
  2: 'short-insulin',
  3: 'intermediate-insulin',
  4: 'long-insulin',
  5: 'pre-mixed-insulin',
} as const;

/** Nobody eats more in one meal: what is beyond it was written in another power of ten, and is left out rather than believed. */
const MOST_CARBOHYDRATE_G = 1000;

export const glucoseContext: Decoder = {
  id: 'gatt/2a34',
  title: 'Glucose Measurement Context',
  source: { organisation: 'Bluetooth SIG', title: 'GATT Specification Supplement', year: 2023, section: '3.104', evidence: 'secondary' },
  hears: { characteristic: 0x2a34 },

  decode(payload, context) {
    const record = parseGlucoseContext(payload);
    if (record.exerciseIntensityPercent !== undefined && record.exerciseIntensityPercent > 100) {
      throw new DecodeError('exerciseIntensity', `${record.exerciseIntensityPercent} % is more than all of it`);
    }
    const { at, clock } = timing(undefined, context);
    const grams = thousandfold(record.carbohydrateKg);
    const measurement: GlucoseContext = {
      kind: 'glucose-context',
      at,
      clock,
      sequence: record.sequenceNumber,
      quality: [],
      ...optional({
        meal: MEAL[record.mealCode ?? 0],
        health: HEALTH[record.healthCode as keyof typeof HEALTH],
        medication: MEDICATION[record.medicationCode as keyof typeof MEDICATION],
        carbohydrateG: grams !== undefined && grams <= MOST_CARBOHYDRATE_G ? grams : undefined,
        exerciseMinutes: typeof record.exerciseDurationSeconds === 'number' ? record.exerciseDurationSeconds / 60 : undefined,
        exerciseIntensityPercent: record.exerciseIntensityPercent,
        medicationAmount: amount(record),
        hba1cPercent:
          typeof record.hba1cPercent === 'number' && record.hba1cPercent > 0 && record.hba1cPercent <= 30 ? record.hba1cPercent : undefined,
      }),
    };
    return [measurement];
  },
};

/** kg to g, L to mL; undefined for what is no number or less than nothing. */
const thousandfold = (value: number | Special | undefined): number | undefined =>
  typeof value === 'number' && value >= 0 ? Number((value * 1000).toPrecision(6)) : undefined;

function amount({ medication, medicationUnit }: GlucoseContextRecord): GlucoseContext['medicationAmount'] | undefined {
  const value = thousandfold(medication);
  if (value === undefined) return undefined;
  return medicationUnit === 'L' ? { value, unit: 'mL' } : { value: Number((value * 1000).toPrecision(6)), unit: 'mg' };
}

const optional = <T extends object>(fields: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as { [K in keyof T]: Exclude<T[K], undefined> };
