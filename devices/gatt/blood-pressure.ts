import type { BloodPressure, Quality } from '../../domain/reading.ts';
import { mmHgFromKPa } from '../../domain/units.ts';
import { Bytes, type Special, type WallClock, wallClockText } from '../bytes.ts';
import { DecodeError, type Decoder } from '../decoder.ts';
import { timing } from '../wall-clock.ts';

/** Blood Pressure Measurement as it stands on the wire, under the names of the profile. */
export interface BloodPressureRecord {
  readonly flags: number;
  readonly unit: 'mmHg' | 'kPa';
  readonly systolic: number | Special;
  readonly diastolic: number | Special;
  readonly meanArterialPressure: number | Special;
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

export function parseBloodPressure(payload: Uint8Array): BloodPressureRecord {
  return read(payload).record;
}

function read(payload: Uint8Array): { readonly record: BloodPressureRecord; readonly clock: WallClock | undefined } {
  const bytes = new Bytes(payload);
  const flags = bytes.u8('flags');
  const record: Record<string, unknown> = {
    flags,
    unit: flags & 0b1 ? 'kPa' : 'mmHg',
    systolic: bytes.sfloat('systolic'),
    diastolic: bytes.sfloat('diastolic'),
    meanArterialPressure: bytes.sfloat('meanArterialPressure'),
  };
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
    record.pulseRateRange = PULSE_RANGE[(status >> 3) & 0b11];
    record.improperPosition = (status & 0b100000) !== 0;
  }
  bytes.end();
  return { record: record as unknown as BloodPressureRecord, clock };
}

export const bloodPressure: Decoder = {
  id: 'gatt/2a35',
  title: 'Blood Pressure Measurement',
  source: { organisation: 'Bluetooth SIG', title: 'GATT Specification Supplement', year: 2023, section: '3.31', evidence: 'secondary' },
  hears: { characteristic: 0x2a35 },

  decode(payload, context) {
    const { record, clock: wall } = read(payload);
    const { at, clock, quality } = timing(wall, context);
    const toMmHg = record.unit === 'kPa' ? (kPa: number) => Number(mmHgFromKPa(kPa).toFixed(1)) : (mmHg: number) => mmHg;
    const systolic = pressure('systolic', record.systolic, toMmHg);
    const diastolic = pressure('diastolic', record.diastolic, toMmHg);
    const mean = record.meanArterialPressure;
    const pulse = record.pulseRate;
    const measurement: BloodPressure = {
      kind: 'blood-pressure',
      at,
      clock,
      ...(record.timeStamp === undefined ? {} : { deviceTime: record.timeStamp }),
      quality: [...quality, ...qualityOf(record)],
      systolicMmHg: toMmHg(systolic),
      diastolicMmHg: toMmHg(diastolic),
      ...(typeof mean === 'number' && mean > 0 && toMmHg(mean) <= MOST ? { meanMmHg: toMmHg(mean) } : {}),
      ...(typeof pulse === 'number' && pulse >= 0 && pulse <= MOST ? { pulsePerMin: pulse } : {}),
      ...(record.userId === undefined || record.userId === UNKNOWN_USER ? {} : { user: record.userId }),
      ...(record.unit === 'kPa' ? { reported: { systolic, diastolic, unit: 'kPa' as const } } : {}),
    };
    return [measurement];
  },
};

/** No pressure in mmHg and no pulse has four digits: such a number is noise, and the reading stands without it. */
const MOST = 1000;

/** A cuff that could not measure says NaN: a record without a pressure. */
function pressure(field: string, value: number | Special, toMmHg: (value: number) => number): number {
  if (typeof value !== 'number' || value < 0 || toMmHg(value) > MOST) throw new DecodeError(field, `${value} is no pressure`);
  return value;
}

const qualityOf = (record: BloodPressureRecord): readonly Quality[] => [
  ...(record.bodyMovement ? (['body-movement'] as const) : []),
  ...(record.cuffTooLoose ? (['cuff-loose'] as const) : []),
  ...(record.irregularPulse ? (['irregular-pulse'] as const) : []),
  ...(record.pulseRateRange?.endsWith('limit') ? (['pulse-out-of-range'] as const) : []),
  ...(record.improperPosition ? (['improper-position'] as const) : []),
];
