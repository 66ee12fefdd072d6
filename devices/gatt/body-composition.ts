import type { BodyComposition } from '../../domain/reading.ts';
import { kgFromLb } from '../../domain/units.ts';
import { type Bytes, type Draft, type WallClock, wallClockText, wholly } from '../bytes.ts';
import { DecodeError, type Decoder } from '../decoder.ts';
import { timing } from '../wall-clock.ts';
import { gattSource } from './gatt-source.ts';
import { height, mass, userId } from './weight.ts';

type Mass = number | 'unsuccessful';

/** Body Composition Measurement (0x2A9C) as it stands on the wire; masses in `unit`. */
export interface BodyCompositionRecord {
  readonly flags: number;
  readonly unit: 'kg' | 'lb';
  readonly bodyFatPercent: number | 'unsuccessful';
  readonly timeStamp?: string;
  readonly userId?: number | 'unknown';
  readonly basalMetabolismKj?: number;
  readonly musclePercent?: number;
  readonly muscleMass?: Mass;
  readonly fatFreeMass?: Mass;
  readonly softLeanMass?: Mass;
  readonly bodyWaterMass?: Mass;
  readonly impedanceOhm?: number;
  readonly weight?: Mass;
  readonly height?: number;
  readonly heightUnit?: 'm' | 'in';
  /** The rest comes in the next value. */
  readonly multiplePacket: boolean;
}

/** Every flag and field as the profile says. Throws DecodeError. */
export const parseBodyComposition = (payload: Uint8Array): BodyCompositionRecord => read(payload).record;

function read(payload: Uint8Array): { readonly record: BodyCompositionRecord; readonly clock: WallClock | undefined } {
  return wholly(payload, (bytes: Bytes) => {
    const flags = bytes.u16('flags');
    const has = (bit: number) => (flags & (1 << bit)) !== 0;
    const imperial = has(0);
    const fat = bytes.u16('bodyFatPercentage');
    const record: Draft<BodyCompositionRecord> = {
      flags,
      unit: imperial ? 'lb' : 'kg',
      bodyFatPercent: fat === 0xffff ? 'unsuccessful' : fat / 10,
      multiplePacket: has(12),
    };
    const clock = has(1) ? bytes.dateTime('timeStamp') : undefined;
    if (clock) record.timeStamp = wallClockText(clock);
    if (has(2)) record.userId = userId(bytes);
    if (has(3)) record.basalMetabolismKj = bytes.u16('basalMetabolism');
    if (has(4)) record.musclePercent = bytes.u16('musclePercentage') / 10;
    if (has(5)) record.muscleMass = mass(bytes, 'muscleMass', imperial);
    if (has(6)) record.fatFreeMass = mass(bytes, 'fatFreeMass', imperial);
    if (has(7)) record.softLeanMass = mass(bytes, 'softLeanMass', imperial);
    if (has(8)) record.bodyWaterMass = mass(bytes, 'bodyWaterMass', imperial);
    if (has(9)) record.impedanceOhm = bytes.u16('impedance') / 10;
    if (has(10)) record.weight = mass(bytes, 'weight', imperial);
    if (has(11)) Object.assign(record, height(bytes, imperial));
    return { record, clock };
  });
}

export const bodyComposition: Decoder = {
  id: 'gatt/2a9c',
  title: 'Body Composition Measurement',
  source: gattSource('body_composition_measurement'),
  hears: { characteristic: 0x2a9c },

  decode(payload, context) {
    const { record, clock: wall } = read(payload);
    const { bodyFatPercent, userId: user } = record;
    if (bodyFatPercent === 'unsuccessful') throw new DecodeError('bodyFatPercentage', 'the scale says itself that it could not measure', 2);
    if (bodyFatPercent > 100) throw new DecodeError('bodyFatPercentage', `${bodyFatPercent} % of a body`, 2);
    const said: BodyComposition = {
      kind: 'body-composition',
      ...timing(wall, context),
      ...(record.timeStamp === undefined ? {} : { deviceTime: record.timeStamp }),
      bodyFatPercent,
      ...believed('musclePercent', record.musclePercent, 100),
      ...kg('muscleKg', record.muscleMass, record.unit),
      ...kg('fatFreeKg', record.fatFreeMass, record.unit),
      ...kg('softLeanKg', record.softLeanMass, record.unit),
      ...kg('bodyWaterKg', record.bodyWaterMass, record.unit),
      ...kg('weightKg', record.weight, record.unit),
      ...believed('impedanceOhm', record.impedanceOhm, 10_000),
      ...believed('basalMetabolismKj', record.basalMetabolismKj, 100_000),
      ...(typeof user === 'number' ? { user } : {}),
    };
    return [said];
  },
};

/** A part that is not there, or that no body has, is left out: the rest stands without it. */
const believed = (name: keyof BodyComposition, value: number | undefined, most: number): Partial<BodyComposition> =>
  value === undefined || value > most ? {} : { [name]: value };

const kg = (name: keyof BodyComposition, value: Mass | undefined, unit: 'kg' | 'lb'): Partial<BodyComposition> =>
  typeof value === 'number' ? { [name]: unit === 'lb' ? kgFromLb(value) : value } : {};
