import type { BloodPressure, Quality } from '../../domain/reading.ts';
import { mmHgFromKPa } from '../../domain/units.ts';
import { Bytes, type Draft, type Special, type WallClock, wallClockText, wholly } from '../bytes.ts';
import { DecodeError, type Decoder } from '../decoder.ts';
import { timing } from '../wall-clock.ts';

/** Blood Pressure Measurement as it stands on the wire, under the names of the profile. */
export interface BloodPressureRecord extends Rest {
  readonly flags: number;
  readonly unit: 'mmHg' | 'kPa';
  readonly systolic: number | Special;
  readonly diastolic: number | Special;
  readonly meanArterialPressure: number | Special;
}

export interface CuffPressureRecord extends Rest {
  readonly flags: number;
  readonly unit: 'mmHg' | 'kPa';
  readonly cuffPressure: number | Special;
}

interface Rest {
  readonly timeStamp?: string;
  readonly pulseRate?: number | Special;
  readonly userId?: number;
  readonly measurementStatus?: number;
  readonly bodyMovement?: boolean;
  readonly cuffTooLoose?: boolean;
  readonly irregularPulse?: boolean;
  readonly pulseRateRange?: 'in-range' | 'above-upper-limit' | 'below-lower-limit' | 'reserved';
  readonly improperPosition?: boolean;
}

const PULSE_RANGE = ['in-range', 'above-upper-limit', 'below-lower-limit', 'reserved'] as const;
const UNKNOWN_USER = 255;

/** Every flag and field as the profile says, without a judgement on any of them. Throws DecodeError. */
export function parseBloodPressure(payload: Uint8Array): BloodPressureRecord {
  return read(payload).record;
}

/** Intermediate Cuff Pressure (0x2A36): the cuff while it is being filled. Two fields are unused. Nothing of it is a reading. */
export function parseCuffPressure(payload: Uint8Array): CuffPressureRecord {
  return wholly(payload, (bytes) => {
    const flags = bytes.u8('flags');
    const record: Draft<CuffPressureRecord> = { flags, unit: flags & 0b1 ? 'kPa' : 'mmHg', cuffPressure: bytes.sfloat('cuffPressure') };
    bytes.sfloat('unused');
    bytes.sfloat('unused');
    readRest(bytes, flags, record);
    return record;
  });
}

function read(payload: Uint8Array): { readonly record: BloodPressureRecord; readonly clock: WallClock | undefined } {
  const bytes = new Bytes(payload);
  const flags = bytes.u8('flags');
  const record: Draft<BloodPressureRecord> = {
    flags,
    unit: flags & 0b1 ? 'kPa' : 'mmHg',
    systolic: bytes.sfloat('systolic'),
    diastolic: bytes.sfloat('diastolic'),
    meanArterialPressure: bytes.sfloat('meanArterialPressure'),
  };
  const clock = readRest(bytes, flags, record);
  bytes.end();
  return { record, clock };
}

/** What stands behind the pressures, each behind its flag, into the record; the clock as numbers, too. */
function readRest(bytes: Bytes, flags: number, record: Draft<Rest>): WallClock | undefined {
  const clock = flags & 0b10 ? bytes.dateTime('timeStamp') : undefined;
  if (clock) record.timeStamp = wallClockText(clock);
  if (flags & 0b100) record.pulseRate = bytes.sfloat('pulseRate');
  if (flags & 0b1000) record.userId = bytes.u8('userId');
  if (flags & 0b10000) {
    const status = bytes.u16('measurementStatus');
    record.measurementStatus = status;
    record.bodyMovement = (status & 0b1) !== 0;
    record.cuffTooLoose = (status & 0b10) !== 0;
    record.irregularPulse = (status & 0b100) !== 0;
    record.pulseRateRange = PULSE_RANGE[(status >> 3) & 0b11]!;
    record.improperPosition = (status & 0b100000) !== 0;
  }
  return clock;
}

export const bloodPressure: Decoder = {
  id: 'gatt/2a35',
  title: 'Blood Pressure Measurement',
  source: {
    organisation: 'Bluetooth SIG',
    title: 'org.bluetooth.characteristic.blood_pressure_measurement',
    year: 2011,
    section: 'copy in sputnikdev/bluetooth-gatt-parser',
    url: 'https://github.com/sputnikdev/bluetooth-gatt-parser',
    evidence: 'secondary',
  },
  hears: { characteristic: 0x2a35 },

  decode(payload, context) {
    const { record, clock: wall } = read(payload);
    const { quality, ...moment } = timing(wall, context);
    const inMmHg = record.unit === 'kPa' ? mmHgShown : (mmHg: number) => mmHg;
    const systolic = pressure('systolic', 1, record.systolic, inMmHg);
    const diastolic = pressure('diastolic', 3, record.diastolic, inMmHg);
    const mean = record.meanArterialPressure;
    const pulse = record.pulseRate;
    const said: Draft<BloodPressure> = {
      kind: 'blood-pressure',
      ...moment,
      quality: [...quality, ...qualityOf(record)],
      systolicMmHg: inMmHg(systolic),
      diastolicMmHg: inMmHg(diastolic),
    };
    if (record.timeStamp !== undefined) said.deviceTime = record.timeStamp;
    if (typeof mean === 'number' && mean > 0 && inMmHg(mean) <= MOST) said.meanMmHg = inMmHg(mean);
    if (typeof pulse === 'number' && pulse >= 0 && pulse <= MOST) said.pulsePerMin = pulse;
    if (record.userId !== undefined && record.userId !== UNKNOWN_USER) said.user = record.userId;
    if (record.unit === 'kPa') said.reported = { systolic, diastolic, unit: 'kPa' };
    return [said];
  },
};

/**
 * kPa as a cuff set to mmHg would show it, to a tenth. Unrounded, 24 kPa are 180.0148 mmHg: over a limit of 180 on which the display of
 * neither unit stands.
 */
export const mmHgShown = (kPa: number): number => Number(mmHgFromKPa(kPa).toFixed(1));

/** No reading may hold more (domain/reading.ts): such a mean or pulse is noise, and the pressure stands without it. */
const MOST = 1000;

/** A cuff that could not measure says NaN: a record without a pressure. */
function pressure(field: string, offset: number, value: number | Special, inMmHg: (value: number) => number): number {
  if (typeof value !== 'number' || value < 0 || inMmHg(value) > MOST) throw new DecodeError(field, `${value} is no pressure`, offset);
  return value;
}

function qualityOf(record: BloodPressureRecord): readonly Quality[] {
  if (!record.measurementStatus) return [];
  return [
    ...(record.bodyMovement ? (['body-movement'] as const) : []),
    ...(record.cuffTooLoose ? (['cuff-loose'] as const) : []),
    ...(record.irregularPulse ? (['irregular-pulse'] as const) : []),
    ...(record.pulseRateRange?.endsWith('limit') ? (['pulse-out-of-range'] as const) : []),
    ...(record.improperPosition ? (['improper-position'] as const) : []),
  ];
}
