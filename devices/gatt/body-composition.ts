import { type Bytes, type Draft, wallClockText, wholly } from '../bytes.ts';
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
export function parseBodyComposition(payload: Uint8Array): BodyCompositionRecord {
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
    if (has(1)) record.timeStamp = wallClockText(bytes.dateTime('timeStamp'));
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
    return record;
  });
}
