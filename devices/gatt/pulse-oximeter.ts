import type { OxygenSaturation, Quality } from '../../domain/reading.ts';
import { type Bytes, bitsOf, type Draft, type Special, type WallClock, wallClockText, wholly } from '../bytes.ts';
import { type Context, DecodeError, type Decoder, NothingToKeep } from '../decoder.ts';
import { timing } from '../wall-clock.ts';
import { gattSource } from './gatt-source.ts';

interface Saturation {
  readonly spo2Percent: number | Special;
  readonly pulseRate: number | Special;
}

interface Status {
  readonly measurementStatus?: number;
  readonly measurementStatusBits?: readonly number[];
  readonly deviceAndSensorStatus?: number;
  readonly deviceAndSensorStatusBits?: readonly number[];
  readonly pulseAmplitudeIndexPercent?: number | Special;
}

/** PLX Spot-Check Measurement (0x2A5E) as it stands on the wire. */
export interface SpotCheckRecord extends Saturation, Status {
  readonly flags: number;
  readonly deviceClockNotSet: boolean;
  readonly timeStamp?: string;
}

/** PLX Continuous Measurement (0x2A5F) as it stands on the wire. */
export interface ContinuousSaturationRecord extends Saturation, Status {
  readonly flags: number;
  readonly fast?: Saturation;
  readonly slow?: Saturation;
}

/** Every flag and field as the profile says. Throws DecodeError. */
export const parseSpotCheck = (payload: Uint8Array): SpotCheckRecord => readSpotCheck(payload).record;

export function readSpotCheck(payload: Uint8Array): { readonly record: SpotCheckRecord; readonly clock: WallClock | undefined } {
  return wholly(payload, (bytes) => {
    const flags = bytes.u8('flags');
    const record: Draft<SpotCheckRecord> = { flags, ...saturation(bytes, ''), deviceClockNotSet: (flags & 0b10000) !== 0 };
    const clock = flags & 0b1 ? bytes.dateTime('timeStamp') : undefined;
    if (clock) record.timeStamp = wallClockText(clock);
    return { record: { ...record, ...status(bytes, flags >> 1) }, clock };
  });
}

/** Every flag and field as the profile says. Throws DecodeError. */
export function parseContinuousSaturation(payload: Uint8Array): ContinuousSaturationRecord {
  return wholly(payload, (bytes) => {
    const flags = bytes.u8('flags');
    const record: Draft<ContinuousSaturationRecord> = { flags, ...saturation(bytes, '') };
    if (flags & 0b1) record.fast = saturation(bytes, 'fast.');
    if (flags & 0b10) record.slow = saturation(bytes, 'slow.');
    return { ...record, ...status(bytes, flags >> 2) };
  });
}

const saturation = (bytes: Bytes, prefix: string): Saturation => ({
  spo2Percent: bytes.sfloat(`${prefix}spo2`),
  pulseRate: bytes.sfloat(`${prefix}pulseRate`),
});

/** The three fields that both measurements end with, each behind its flag. */
function status(bytes: Bytes, flags: number): Status {
  const status: Draft<Status> = {};
  if (flags & 0b1) {
    status.measurementStatus = bytes.u16('measurementStatus');
    status.measurementStatusBits = bitsOf(status.measurementStatus);
  }
  if (flags & 0b10) {
    status.deviceAndSensorStatus = bytes.u24('deviceAndSensorStatus');
    status.deviceAndSensorStatusBits = bitsOf(status.deviceAndSensorStatus);
  }
  if (flags & 0b100) status.pulseAmplitudeIndexPercent = bytes.sfloat('pulseAmplitudeIndex');
  return status;
}

export const spotCheck: Decoder = {
  id: 'gatt/2a5e',
  title: 'Pulse Oximeter Spot-Check Measurement',
  source: gattSource('plx_spot_check_measurement'),
  hears: { characteristic: 0x2a5e },

  decode(payload, context) {
    const { record, clock } = readSpotCheck(payload);
    const wall = record.deviceClockNotSet ? undefined : clock;
    const stamp = record.timeStamp === undefined ? {} : { deviceTime: record.timeStamp };
    return [{ ...saturationOf(record, wall, context), ...stamp }];
  },
};

export const continuousSaturation: Decoder = {
  id: 'gatt/2a5f',
  title: 'Pulse Oximeter Continuous Measurement',
  source: gattSource('plx_continuous_measurement'),
  hears: { characteristic: 0x2a5f },

  decode(payload, context) {
    const record = parseContinuousSaturation(payload);
    // Every second, as long as no finger is in the clip: a person who looks at one of them has seen them all.
    if (hasNoNumber(record)) throw new NothingToKeep('spo2', 'the oximeter says itself that it has no value', 1);
    return [{ ...saturationOf(record, undefined, context), continuous: true }];
  },
};

function saturationOf(record: Saturation & Status, wall: WallClock | undefined, context: Context): OxygenSaturation {
  const { spo2Percent, pulseRate, pulseAmplitudeIndexPercent: perfusion } = record;
  if (saysItIsNone(record)) throw new DecodeError('measurementStatus', 'the oximeter says itself that it has no value');
  if (!isWithin(spo2Percent, 100)) throw new DecodeError('spo2', `${spo2Percent} is no saturation`, 1);
  const { quality, ...moment } = timing(wall, context);
  return {
    kind: 'oxygen-saturation',
    ...moment,
    quality: [...quality, ...qualityOf(record)],
    saturationPercent: spo2Percent,
    ...(isWithin(pulseRate, 1000) ? { pulsePerMin: pulseRate } : {}),
    ...(isWithin(perfusion, 100) ? { perfusionPercent: perfusion } : {}),
  };
}

const saysItIsNone = ({ measurementStatusBits: said = [] }: Status): boolean => said.includes(UNAVAILABLE) || said.includes(INVALID);

const hasNoNumber = (record: Saturation & Status): boolean =>
  saysItIsNone(record) || record.spo2Percent === 'NaN' || record.spo2Percent === 'NRes';

const isWithin = (value: number | Special | undefined, most: number): value is number =>
  typeof value === 'number' && value >= 0 && value <= most;

/* The bits of Measurement Status, and of Device and Sensor Status. */
const [DEMONSTRATION, TESTING, UNAVAILABLE, QUESTIONABLE, INVALID] = [10, 11, 13, 14, 15];
const [MALFUNCTION, SENSOR_MALFUNCTION] = [1, 14];
const UNCONNECTED = [11, 13, 15];
const POOR = [2, 3, 4, 5, 6, 7, 8, 10];

function qualityOf({ measurementStatusBits: said = [], deviceAndSensorStatusBits: sensor = [] }: Status): readonly Quality[] {
  const quality: Quality[] = [];
  if (said.includes(DEMONSTRATION) || said.includes(TESTING)) quality.push('demonstration');
  if (sensor.includes(MALFUNCTION)) quality.push('device-fault');
  if (UNCONNECTED.some((bit) => sensor.includes(bit))) quality.push('no-contact');
  if (said.includes(QUESTIONABLE) || POOR.some((bit) => sensor.includes(bit))) quality.push('poor-signal');
  if (sensor.includes(SENSOR_MALFUNCTION)) quality.push('sensor-fault');
  return quality;
}
