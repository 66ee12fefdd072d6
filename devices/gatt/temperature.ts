import { TEMPERATURE_SITES, type Temperature } from '../../domain/reading.ts';
import { celsiusFromFahrenheit } from '../../domain/units.ts';
import { type Draft, type Special, type WallClock, wallClockText, wholly } from '../bytes.ts';
import { DecodeError, type Decoder } from '../decoder.ts';
import { timing } from '../wall-clock.ts';
import { gattSource } from './gatt-source.ts';

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

/** Intermediate Temperature (0x2A1E), a thermometer that is still rising, has no decoder: nothing of it is a reading. */
export const temperature: Decoder = {
  id: 'gatt/2a1c',
  title: 'Temperature Measurement',
  source: gattSource('temperature_measurement'),
  hears: { characteristic: 0x2a1c },

  decode(payload, context) {
    const { record, clock: wall } = readTemperature(payload);
    const { temperature: shown, unit, typeCode } = record;
    const temperatureC = typeof shown !== 'number' ? Number.NaN : unit === 'F' ? celsiusFromFahrenheit(shown) : shown;
    // Written so that a value that is no number is refused as well.
    if (!(temperatureC >= COLDEST && temperatureC <= HOTTEST)) throw new DecodeError('temperature', `${shown} is no temperature`, 1);
    const site = typeCode === undefined ? undefined : TEMPERATURE_SITES[typeCode - 1];
    const said: Temperature = {
      kind: 'temperature',
      ...timing(wall, context),
      ...(record.timeStamp === undefined ? {} : { deviceTime: record.timeStamp }),
      temperatureC,
      ...(unit === 'F' ? { reported: { value: shown as number, unit: '°F' } } : {}),
      ...(site === undefined || typeCode! > SITES_OF_THE_PROFILE ? {} : { site }),
    };
    return [said];
  },
};

/** No reading may hold more (domain/reading.ts). */
const [COLDEST, HOTTEST] = [-50, 100];
/** `forehead` is a word of other formats. */
const SITES_OF_THE_PROFILE = 9;
