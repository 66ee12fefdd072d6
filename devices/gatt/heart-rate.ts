import { type Draft, wholly } from '../bytes.ts';
import { DecodeError, type Decoder } from '../decoder.ts';
import { timing } from '../wall-clock.ts';
import { gattSource } from './gatt-source.ts';

/** Heart Rate Measurement (0x2A37) as it stands on the wire. */
export interface HeartRateRecord {
  readonly flags: number;
  /** Beats a minute. */
  readonly heartRate: number;
  readonly sensorContact: 'not-supported' | 'supported-detected' | 'supported-not-detected';
  readonly energyExpendedKj?: number;
  /** Between two beats, in 1/1024 s, oldest first. */
  readonly rrIntervals1024?: readonly number[];
}

/** Every flag and field as the profile says. Throws DecodeError. */
export function parseHeartRate(payload: Uint8Array): HeartRateRecord {
  return wholly(payload, (bytes) => {
    const flags = bytes.u8('flags');
    const record: Draft<HeartRateRecord> = {
      flags,
      heartRate: flags & 0b1 ? bytes.u16('heartRate') : bytes.u8('heartRate'),
      // Whether there is contact means something only where the sensor can tell.
      sensorContact: flags & 0b100 ? (flags & 0b10 ? 'supported-detected' : 'supported-not-detected') : 'not-supported',
    };
    if (flags & 0b1000) record.energyExpendedKj = bytes.u16('energyExpended');
    if (flags & 0b10000) {
      const intervals: number[] = [];
      while (bytes.left > 0) intervals.push(bytes.u16('rrInterval'));
      record.rrIntervals1024 = intervals;
    }
    return record;
  });
}

export const heartRate: Decoder = {
  id: 'gatt/2a37',
  title: 'Heart Rate Measurement',
  source: gattSource('heart_rate_measurement'),
  hears: { characteristic: 0x2a37 },

  decode(payload, context) {
    const { heartRate: pulsePerMin, sensorContact } = parseHeartRate(payload);
    if (pulsePerMin > MOST) throw new DecodeError('heartRate', `${pulsePerMin} beats a minute`, 1);
    const { at, clock, quality } = timing(undefined, context);
    const loose = sensorContact === 'supported-not-detected';
    return [{ kind: 'heart-rate', at, clock, quality: loose ? [...quality, 'no-contact'] : quality, pulsePerMin }];
  },
};

/** No reading may hold more (domain/reading.ts). */
const MOST = 1000;
