import { type Bytes, bitsOf, type Draft, type Special, type WallClock, wallClockText, wholly } from '../bytes.ts';

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
