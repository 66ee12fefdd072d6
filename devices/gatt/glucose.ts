import type { Glucose, Quality } from '../../domain/reading.ts';
import type { Source } from '../../domain/source.ts';
import { mgPerDlFromMmolPerL, mmolPerLFromMgPerDl } from '../../domain/units.ts';
import { Bytes, bitsOf, type Draft, type Special, type WallClock, wallClockText } from '../bytes.ts';
import { DecodeError, type Decoder } from '../decoder.ts';
import { dialMs, isWhole, timing } from '../wall-clock.ts';

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

/** Powers of ten from mol/L and from kg/L. */
const MMOL_PER_L = 3;
const MG_PER_DL = 5;

/** Enumerations of Time Offset in the definition of 2A18: these two say that the offset did not fit. */
const OFFSET_OVERRUN = 0x7fff;
const OFFSET_UNDERRUN = -0x8000;

/** Every flag and field as the profile says, without a judgement on any of them. Throws DecodeError. */
export function parseGlucose(payload: Uint8Array): GlucoseRecord {
  const { record, base } = read(payload);
  const minutes = record.timeOffsetMinutes;
  return typeof minutes === 'number' && isWhole(base) ? { ...record, userFacingTime: shifted(base, minutes) } : record;
}

interface Read {
  readonly record: GlucoseRecord;
  readonly base: WallClock;
}

function read(payload: Uint8Array): Read {
  const bytes = new Bytes(payload);
  const flags = bytes.u8('flags');
  const sequenceNumber = bytes.u16('sequenceNumber');
  const base = bytes.dateTime('baseTime');
  const contextFollows = (flags & 0b10000) !== 0;
  const record: Draft<GlucoseRecord> = { flags, sequenceNumber, baseTime: wallClockText(base), contextFollows };
  if (flags & 0b1) {
    const minutes = bytes.i16('timeOffset');
    record.timeOffsetMinutes = minutes === OFFSET_OVERRUN ? 'overrun' : minutes === OFFSET_UNDERRUN ? 'underrun' : minutes;
  }
  if (flags & 0b10) {
    const molar = (flags & 0b100) !== 0;
    const shown = bytes.sfloatAhead('concentration', molar ? MMOL_PER_L : MG_PER_DL);
    record.concentration = bytes.sfloat('concentration');
    record.concentrationUnit = molar ? 'mol/L' : 'kg/L';
    if (typeof shown === 'number') record[molar ? 'mmolPerL' : 'mgPerDl'] = shown;
    const typeAndLocation = bytes.u8('typeAndSampleLocation');
    record.typeCode = typeAndLocation & 0b1111;
    record.sampleLocationCode = typeAndLocation >> 4;
  }
  if (flags & 0b1000) {
    record.sensorStatus = bytes.u16('sensorStatusAnnunciation');
    record.sensorStatusBits = bitsOf(record.sensorStatus);
  }
  bytes.end();
  return { record, base };
}

/** Base time + offset on the device's own dial, as text. */
const shifted = (base: WallClock, minutes: number): string => new Date(dialMs(base, minutes)).toISOString().slice(0, 19);

/** Types 1, 3, 5 and 7 are whole blood: the value stays as the meter showed it, since its own display is what its user acts on. */
const SPECIMEN: Readonly<Record<number, Glucose['specimen']>> = {
  1: 'capillary',
  2: 'capillary',
  3: 'venous',
  4: 'venous',
  5: 'arterial',
  6: 'arterial',
  9: 'interstitial',
};
/** Even types are plasma, odd ones whole blood; from interstitial fluid on, neither. */
const fluidOf = (type = 0): Pick<Glucose, 'fluid'> => (type < 1 || type > 8 ? {} : { fluid: type % 2 === 0 ? 'plasma' : 'whole-blood' });
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

/** Where a value is missing: the end of the range of most meters, behind which HI and LO lie. */
const RANGE_MG_PER_DL = { low: 20, high: 600 } as const;
export const RANGE_SOURCE: Source = {
  organisation: 'Kovatchev et al., Diabetes Care 20(11):1655',
  title: 'Symmetrization of the blood glucose measurement scale and its applications',
  year: 1997,
  section: 'abstract: the scale runs from 1.1 to 33.3 mmol/L, at 18 mg/dL in one mmol/L 20 to 600 mg/dL',
  url: 'https://care.diabetesjournals.org/cgi/content/abstract/20/11/1655',
  evidence: 'primary',
};

export const glucose: Decoder = {
  id: 'gatt/2a18',
  title: 'Glucose Measurement',
  source: {
    organisation: 'Bluetooth SIG',
    title: 'org.bluetooth.characteristic.glucose_measurement',
    year: 2012,
    section: 'definition of 2012-02-20, copy in sputnikdev/bluetooth-gatt-parser',
    url: 'https://github.com/sputnikdev/bluetooth-gatt-parser',
    evidence: 'secondary',
  },
  hears: { characteristic: 0x2a18 },

  decode(payload, context) {
    const { record, base } = read(payload);
    const { quality, ...moment } = timing(base, context, record.timeOffsetMinutes);
    const beyond = beyondOf(record);
    const measurement: Glucose = {
      kind: 'glucose',
      ...moment,
      deviceTime: record.baseTime,
      sequence: record.sequenceNumber,
      quality: distinct(quality, qualityOf(record)),
      ...amountOf(record, beyond),
      specimen: SPECIMEN[record.typeCode ?? 0] ?? 'unknown',
      ...fluidOf(record.typeCode),
      contextFollows: record.contextFollows,
    };
    return [beyond ? { ...measurement, beyond } : measurement];
  },
};

/** A record is told from others by its number, so it is never `unstamped`. */
function distinct(ofClock: readonly Quality[], ofSensor: readonly Quality[]): readonly Quality[] {
  if (ofClock.length === 0 && ofSensor.length < 2) return ofSensor;
  return [...new Set([...ofClock.filter((one) => one !== 'unstamped'), ...ofSensor])];
}

function qualityOf({ sensorStatusBits = [], typeCode, sampleLocationCode }: GlucoseRecord): readonly Quality[] {
  const control = typeCode === CONTROL_SOLUTION.type || sampleLocationCode === CONTROL_SOLUTION.location;
  if (sensorStatusBits.length === 0 && !control) return [];
  return [...sensorStatusBits.flatMap((bit) => QUALITY_OF_BIT[bit] ?? []), ...(control ? (['control-solution'] as const) : [])];
}

/**
 * HI or LO. A meter that says both has said nothing that a person could act on. A bit beside a number that contradicts it is the meter's
 * mistake: a low must not be told as a high.
 */
function beyondOf(record: GlucoseRecord): Glucose['beyond'] {
  const { concentration, sensorStatusBits = [] } = record;
  const both = sensorStatusBits.includes(RESULT_TOO_HIGH) && sensorStatusBits.includes(RESULT_TOO_LOW);
  const mgPerDl = record.mgPerDl ?? (record.mmolPerL === undefined ? undefined : mgPerDlFromMmolPerL(record.mmolPerL));
  const high = concentration === '+INFINITY' || (sensorStatusBits.includes(RESULT_TOO_HIGH) && !contradicts('high', mgPerDl));
  const low = concentration === '-INFINITY' || (sensorStatusBits.includes(RESULT_TOO_LOW) && !contradicts('low', mgPerDl));
  if (both || (high && low)) throw new DecodeError('sensorStatusAnnunciation', 'the result is said to be too high and too low');
  return high ? 'high' : low ? 'low' : undefined;
}

/** No meter's range ends within these, 100 to 250 mg/dL: what lies there, or on the other side, is neither LO nor HI. Engineering choice. */
const NEVER_ENDS = { low: 100, high: 250 } as const;
export const contradicts = (beyond: 'low' | 'high', mgPerDl: number | undefined): boolean =>
  mgPerDl !== undefined && mgPerDl > 0 && (beyond === 'low' ? mgPerDl > NEVER_ENDS.low : mgPerDl < NEVER_ENDS.high);

/** What the display showed, in its own unit. Throws DecodeError where the record has no value and is not beyond the range either. */
function amountOf(record: GlucoseRecord, beyond: Glucose['beyond']): Pick<Glucose, 'glucoseMmolL' | 'reported'> {
  const { mgPerDl, mmolPerL, concentration, concentrationUnit } = record;
  if (mmolPerL !== undefined && mmolPerL > 0 && mmolPerL <= MOST_MMOL_PER_L) return inMmol(mmolPerL);
  if (mgPerDl !== undefined && mgPerDl > 0 && mmolPerLFromMgPerDl(mgPerDl) <= MOST_MMOL_PER_L) return inMg(mgPerDl);
  if (beyond) {
    const end = RANGE_MG_PER_DL[beyond];
    return concentrationUnit === 'mol/L' ? inMmol(Number(mmolPerLFromMgPerDl(end).toFixed(1))) : inMg(end);
  }
  if (concentration === undefined) throw new DecodeError('concentration', 'absent: the record holds no glucose value');
  throw new DecodeError('concentration', `${mgPerDl ?? mmolPerL ?? concentration} is no glucose value`, offsetOfConcentration(record));
}

/** No reading may hold more (domain/reading.ts): beyond it the bytes were no glucose. */
const MOST_MMOL_PER_L = 100;

const inMmol = (value: number) => ({ glucoseMmolL: value, reported: { value, unit: 'mmol/L' as const } });
const inMg = (value: number) => ({ glucoseMmolL: mmolPerLFromMgPerDl(value), reported: { value, unit: 'mg/dL' as const } });

/** Behind flags, sequence number, base time and, where there is one, the time offset. */
const offsetOfConcentration = ({ timeOffsetMinutes }: GlucoseRecord): number => (timeOffsetMinutes === undefined ? 10 : 12);
