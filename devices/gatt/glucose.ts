import type { Glucose, Quality } from '../../domain/reading.ts';
import { mmolPerLFromMgPerDl } from '../../domain/units.ts';
import { Bytes, type Special, type WallClock, wallClockText } from '../bytes.ts';
import { DecodeError, type Decoder } from '../decoder.ts';
import { timing } from '../wall-clock.ts';

/** Glucose Measurement as it stands on the wire, under the names of the profile. */
export interface GlucoseRecord {
  readonly flags: number;
  readonly sequenceNumber: number;
  readonly baseTime: string;
  readonly timeOffsetMinutes?: number | 'overrun' | 'underrun';
  readonly userFacingTime?: string;
  readonly concentration?: number | Special;
  readonly concentrationUnit?: 'kg/L' | 'mol/L';
  readonly mgPerDl?: number;
  readonly mmolPerL?: number;
  readonly typeCode?: number;
  readonly sampleLocationCode?: number;
  readonly sensorStatus?: number;
  readonly sensorStatusBits?: readonly number[];
  readonly contextFollows: boolean;
}

/** [GLS 3.1] 0x7FFF and 0x8000 say that the offset did not fit. */
const OFFSET_OVERRUN = 0x7fff;
const OFFSET_UNDERRUN = -0x8000;

export function parseGlucose(payload: Uint8Array): GlucoseRecord {
  return read(payload).record;
}

function read(payload: Uint8Array): {
  readonly record: GlucoseRecord;
  readonly base: WallClock;
  readonly offsetMinutes: number | undefined;
} {
  const bytes = new Bytes(payload);
  const flags = bytes.u8('flags');
  const sequenceNumber = bytes.u16('sequenceNumber');
  const base = bytes.dateTime('baseTime');
  const raw = flags & 0b1 ? bytes.i16('timeOffset') : undefined;
  const offsetMinutes = raw === OFFSET_OVERRUN || raw === OFFSET_UNDERRUN ? undefined : raw;
  const record: Record<string, unknown> = { flags, sequenceNumber, baseTime: wallClockText(base) };
  if (raw !== undefined) {
    record.timeOffsetMinutes = raw === OFFSET_OVERRUN ? 'overrun' : raw === OFFSET_UNDERRUN ? 'underrun' : raw;
    const shown = offsetMinutes === undefined ? undefined : shifted(base, offsetMinutes);
    if (shown !== undefined) record.userFacingTime = shown;
  }
  if (flags & 0b10) {
    const concentration = bytes.sfloat('concentration');
    const molar = (flags & 0b100) !== 0;
    record.concentration = concentration;
    record.concentrationUnit = molar ? 'mol/L' : 'kg/L';
    if (typeof concentration === 'number') {
      // kg/L x 100,000 = mg/dL; mol/L x 1000 = mmol/L. Rounded to what twelve bits of mantissa can have said.
      if (molar) record.mmolPerL = Number((concentration * 1000).toPrecision(6));
      else record.mgPerDl = Number((concentration * 100_000).toPrecision(6));
    }
    const typeAndLocation = bytes.u8('typeAndSampleLocation');
    record.typeCode = typeAndLocation & 0b1111;
    record.sampleLocationCode = typeAndLocation >> 4;
  }
  if (flags & 0b1000) {
    const status = bytes.u16('sensorStatusAnnunciation');
    record.sensorStatus = status;
    record.sensorStatusBits = Array.from({ length: 16 }, (_, bit) => bit).filter((bit) => status & (1 << bit));
  }
  record.contextFollows = (flags & 0b10000) !== 0;
  bytes.end();
  return { record: record as unknown as GlucoseRecord, base, offsetMinutes: offsetMinutes ?? (raw === undefined ? 0 : undefined) };
}

const TYPE: Readonly<Record<number, Glucose['specimen']>> = {
  1: 'capillary',
  2: 'capillary',
  3: 'venous',
  4: 'venous',
  5: 'arterial',
  6: 'arterial',
  9: 'interstitial',
};
const CONTROL_SOLUTION = { type: 10, location: 4 };
const RESULT_TOO_HIGH = 5;
const RESULT_TOO_LOW = 6;
const QUALITY_OF_BIT: Readonly<Record<number, Quality>> = {
  0: 'battery-low',
  1: 'sensor-fault',
  2: 'sample-too-small',
  3: 'strip-fault',
  4: 'strip-fault',
  7: 'temperature-out-of-range',
  8: 'temperature-out-of-range',
  9: 'read-interrupted',
  10: 'device-fault',
  11: 'time-fault',
};

/** The range of most meters, 20 to 600 mg/dL (Kovatchev et al., Diabetes Care 1997;20:1655, appendix): what HI and LO lie beyond. */
const RANGE_MG_PER_DL = { low: 20, high: 600 } as const;

/** Nobody lives with more, and no meter shows it: beyond it the bytes were no glucose. */
const MOST_MMOL_PER_L = 100;

export const glucose: Decoder = {
  id: 'gatt/2a18',
  title: 'Glucose Measurement',
  source: { organisation: 'Bluetooth SIG', title: 'GATT Specification Supplement', year: 2023, section: '3.103', evidence: 'secondary' },
  hears: { characteristic: 0x2a18 },

  decode(payload, context) {
    const { record, base, offsetMinutes } = read(payload);
    const bits = record.sensorStatusBits ?? [];
    const beyond = beyondOf(record.concentration, bits);
    const { at, clock, quality } = timing(offsetMinutes === undefined ? { ...base, year: 0 } : base, context, offsetMinutes);
    const control = record.typeCode === CONTROL_SOLUTION.type || record.sampleLocationCode === CONTROL_SOLUTION.location;
    const all = [
      ...quality.filter((one) => one !== 'unstamped'),
      ...bits.flatMap((bit) => QUALITY_OF_BIT[bit] ?? []),
      ...(control ? (['control-solution'] as const) : []),
    ];
    const measurement: Glucose = {
      kind: 'glucose',
      at,
      clock,
      deviceTime: record.baseTime,
      sequence: record.sequenceNumber,
      quality: [...new Set(all)],
      ...amountOf(record, beyond),
      specimen: TYPE[record.typeCode ?? 0] ?? 'unknown',
      contextFollows: record.contextFollows,
    };
    return [beyond ? { ...measurement, beyond } : measurement];
  },
};

function beyondOf(concentration: number | Special | undefined, bits: readonly number[]): Glucose['beyond'] {
  if (concentration === '+INFINITY' || bits.includes(RESULT_TOO_HIGH)) return 'high';
  return concentration === '-INFINITY' || bits.includes(RESULT_TOO_LOW) ? 'low' : undefined;
}

function amountOf(
  { mgPerDl, mmolPerL, concentration, concentrationUnit }: GlucoseRecord,
  beyond: Glucose['beyond'],
): Pick<Glucose, 'glucoseMmolL' | 'reported'> {
  if (mmolPerL !== undefined && mmolPerL > 0 && mmolPerL <= MOST_MMOL_PER_L)
    return { glucoseMmolL: mmolPerL, reported: { value: mmolPerL, unit: 'mmol/L' } };
  if (mgPerDl !== undefined && mgPerDl > 0 && mgPerDl <= MOST_MMOL_PER_L * 18)
    return { glucoseMmolL: mmolPerLFromMgPerDl(mgPerDl), reported: { value: mgPerDl, unit: 'mg/dL' } };
  if (beyond) {
    const end = RANGE_MG_PER_DL[beyond];
    const mmol = Number(mmolPerLFromMgPerDl(end).toFixed(1));
    return concentrationUnit === 'mol/L'
      ? { glucoseMmolL: mmol, reported: { value: mmol, unit: 'mmol/L' } }
      : { glucoseMmolL: mmolPerLFromMgPerDl(end), reported: { value: end, unit: 'mg/dL' } };
  }
  const problem =
    concentration === undefined ? 'the record holds no glucose value' : `${mgPerDl ?? mmolPerL ?? concentration} is no glucose value`;
  throw new DecodeError('concentration', problem);
}

/** Base time + offset, as text; undefined where a part of the base time is unknown. */
function shifted(base: WallClock, minutes: number): string | undefined {
  if (base.year === 0 || base.month === 0 || base.day === 0) return undefined;
  return new Date(Date.UTC(base.year, base.month - 1, base.day, base.hour, base.minute + minutes, base.second)).toISOString().slice(0, 19);
}
