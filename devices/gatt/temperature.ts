import { type Draft, type Special, type WallClock, wallClockText, wholly } from '../bytes.ts';

/** Temperature Measurement (0x2A1C) and Intermediate Temperature (0x2A1E) as they stand on the wire. */
export interface TemperatureRecord {
  readonly flags: number;
  readonly temperature: number | Special;
  readonly unit: 'C' | 'F';
  readonly timeStamp?: string;
  /** 1 armpit, 2 body, 3 ear, 4 finger, 5 gastro-intestinal tract, 6 mouth, 7 rectum, 8 toe, 9 tympanum. */
  readonly typeCode?: number;
}

/** Every flag and field as the profile says. Throws DecodeError. */
export const parseTemperature = (payload: Uint8Array): TemperatureRecord => readTemperature(payload).record;

export function readTemperature(payload: Uint8Array): { readonly record: TemperatureRecord; readonly clock: WallClock | undefined } {
  return wholly(payload, (bytes) => {
    const flags = bytes.u8('flags');
    const record: Draft<TemperatureRecord> = { flags, temperature: bytes.float('temperature'), unit: flags & 0b1 ? 'F' : 'C' };
    const clock = flags & 0b10 ? bytes.dateTime('timeStamp') : undefined;
    if (clock) record.timeStamp = wallClockText(clock);
    if (flags & 0b100) record.typeCode = bytes.u8('temperatureType');
    return { record, clock };
  });
}
