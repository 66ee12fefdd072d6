import type { Weight } from '../../domain/reading.ts';
import { kgFromLb } from '../../domain/units.ts';
import { type Bytes, type Draft, type WallClock, wallClockText, wholly } from '../bytes.ts';
import { DecodeError, type Decoder } from '../decoder.ts';
import { timing } from '../wall-clock.ts';
import { gattSource } from './gatt-source.ts';

/** Weight Measurement (0x2A9D) as it stands on the wire. */
export interface WeightRecord {
  readonly flags: number;
  readonly unit: 'kg' | 'lb';
  /** The scale says so itself when it could not measure. */
  readonly weight: number | 'unsuccessful';
  readonly timeStamp?: string;
  readonly userId?: number | 'unknown';
  readonly bmi?: number;
  readonly height?: number;
  readonly heightUnit?: 'm' | 'in';
}

const UNSUCCESSFUL = 0xffff;
const UNKNOWN_USER = 255;

/** Every flag and field as the profile says. Throws DecodeError. */
export const parseWeight = (payload: Uint8Array): WeightRecord => readWeight(payload).record;

export function readWeight(payload: Uint8Array): { readonly record: WeightRecord; readonly clock: WallClock | undefined } {
  return wholly(payload, (bytes) => {
    const flags = bytes.u8('flags');
    const imperial = (flags & 0b1) !== 0;
    const record: Draft<WeightRecord> = { flags, unit: imperial ? 'lb' : 'kg', weight: mass(bytes, 'weight', imperial) };
    const clock = flags & 0b10 ? bytes.dateTime('timeStamp') : undefined;
    if (clock) record.timeStamp = wallClockText(clock);
    if (flags & 0b100) record.userId = userId(bytes);
    if (flags & 0b1000) {
      record.bmi = bytes.u16('bmi') / 10;
      Object.assign(record, height(bytes, imperial));
    }
    return { record, clock };
  });
}

/** In steps of 5 g, or of 0.01 lb. */
export function mass(bytes: Bytes, field: string, imperial: boolean): number | 'unsuccessful' {
  const raw = bytes.u16(field);
  return raw === UNSUCCESSFUL ? 'unsuccessful' : imperial ? raw / 100 : (raw * 5) / 1000;
}

/** In steps of 1 mm, or of 0.1 inch. */
export function height(bytes: Bytes, imperial: boolean): { readonly height: number; readonly heightUnit: 'm' | 'in' } {
  const raw = bytes.u16('height');
  return imperial ? { height: raw / 10, heightUnit: 'in' } : { height: raw / 1000, heightUnit: 'm' };
}

export function userId(bytes: Bytes): number | 'unknown' {
  const id = bytes.u8('userId');
  return id === UNKNOWN_USER ? 'unknown' : id;
}

export const weight: Decoder = {
  id: 'gatt/2a9d',
  title: 'Weight Measurement',
  source: gattSource('weight_measurement'),
  hears: { characteristic: 0x2a9d },

  decode(payload, context) {
    const { record, clock: wall } = readWeight(payload);
    const { unit, weight: shown, userId: user } = record;
    if (shown === 'unsuccessful') throw new DecodeError('weight', 'the scale says itself that it could not measure', 1);
    const said: Weight = {
      kind: 'weight',
      ...timing(wall, context),
      ...(record.timeStamp === undefined ? {} : { deviceTime: record.timeStamp }),
      weightKg: unit === 'lb' ? kgFromLb(shown) : shown,
      ...(unit === 'lb' ? { reported: { value: shown, unit } } : {}),
      ...(typeof user === 'number' ? { user } : {}),
    };
    return [said];
  },
};
