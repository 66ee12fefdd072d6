import { type Instant, MINUTE } from '../../domain/clock.ts';
import type { Glucose, Quality } from '../../domain/reading.ts';
import { mmolPerLFromMgPerDl } from '../../domain/units.ts';
import { Bytes, bitsOf, type Draft, type Special } from '../bytes.ts';
import { type Context, DecodeError, type Decoder, NothingToKeep } from '../decoder.ts';
import { isBelievable, timing } from '../wall-clock.ts';
import { checkE2eCrc, type E2eCrc } from './e2e-crc.ts';
import { gattSource } from './gatt-source.ts';
import { contradicts } from './glucose.ts';

/** One record of a CGM Measurement (0x2AA7) as it stands on the wire. */
export interface CgmRecord {
  readonly size: number;
  readonly flags: number;
  readonly glucoseMgPerDl: number | Special;
  /** Since the start of the session. */
  readonly timeOffsetMinutes: number;
  /** Bits 0 to 7 status, 8 to 15 calibration and temperature, 16 to 23 warnings; octets that are not sent are 0. */
  readonly sensorStatus?: number;
  readonly sensorStatusBits?: readonly number[];
  readonly trendMgPerDlPerMin?: number | Special;
  readonly qualityPercent?: number | Special;
  readonly e2eCrc: E2eCrc;
}

const TREND = 0b1;
const QUALITY = 0b10;
const WARNING = 0b10_0000;
const CALIBRATION = 0b100_0000;
const STATUS = 0b1000_0000;
const CRC_BYTES = 2;

/** One notification may hold several records; each says its own size, and must keep to it. Throws DecodeError. */
export function parseCgm(payload: Uint8Array): { readonly records: readonly CgmRecord[] } {
  const records: CgmRecord[] = [];
  for (let from = 0; from < payload.length || from === 0; from += records.at(-1)!.size) records.push(readRecord(payload, from));
  return { records };
}

function readRecord(payload: Uint8Array, from: number): CgmRecord {
  const head = new Bytes(payload, from);
  const size = head.u8('size');
  const flags = head.u8('flags');
  const demanded = 6 + octets(flags & (STATUS | CALIBRATION | WARNING)) + 2 * octets(flags & (TREND | QUALITY));
  if (size !== demanded && size !== demanded + CRC_BYTES)
    throw new DecodeError(
      'size',
      `${size} bytes are announced; with these flags a record has ${demanded}, or ${demanded + CRC_BYTES}`,
      from,
    );
  if (from + size > payload.length)
    throw new DecodeError('record', `needs ${size} bytes, ${payload.length - from} left`, from, 'truncated');

  const bytes = new Bytes(payload, from, size);
  bytes.u16('size and flags');
  const record: Draft<CgmRecord> = {
    size,
    flags,
    glucoseMgPerDl: bytes.sfloat('glucose'),
    timeOffsetMinutes: bytes.u16('timeOffset'),
    e2eCrc: 'absent',
  };
  if (flags & (STATUS | CALIBRATION | WARNING)) {
    const status = flags & STATUS ? bytes.u8('status') : 0;
    const calibration = flags & CALIBRATION ? bytes.u8('calibrationAndTemperature') : 0;
    const warning = flags & WARNING ? bytes.u8('warning') : 0;
    record.sensorStatus = status | (calibration << 8) | (warning << 16);
    record.sensorStatusBits = bitsOf(record.sensorStatus);
  }
  if (flags & TREND) record.trendMgPerDlPerMin = bytes.sfloat('trend');
  if (flags & QUALITY) record.qualityPercent = bytes.sfloat('quality');
  if (size === demanded + CRC_BYTES) {
    checkE2eCrc(bytes.u16('e2eCrc'), payload, from, from + demanded);
    record.e2eCrc = 'valid';
  }
  return record;
}

const octets = (flags: number): number => bitsOf(flags).length;

/**
 * A sensor counts minutes from the start of its session, which it says elsewhere (0x2AAA). With the session in the topic, the time of each
 * record is known, and its minute is its number: the memory may be fetched as often as one likes. Without it, the last record of a
 * notification is of the moment at which the gateway heard it, and those before it lie as far back as their minutes say.
 */
export const cgm: Decoder = {
  id: 'gatt/2aa7',
  title: 'CGM Measurement',
  source: gattSource('cgm_measurement'),
  hears: { characteristic: 0x2aa7 },

  decode(payload, context) {
    const { records } = parseCgm(payload);
    const measured = records.flatMap((record) => {
      const glucoseMgPerDl = glucoseOf(record);
      return glucoseMgPerDl === undefined ? [] : [{ record, glucoseMgPerDl }];
    });
    if (measured.length === 0) {
      if (records.every(warmsUp)) throw new NothingToKeep('glucose', 'the sensor says itself that it has no number', 2);
      throw new DecodeError('glucose', 'the sensor sends no number', 2);
    }
    const newest = records.reduce((most, { timeOffsetMinutes }) => Math.max(most, timeOffsetMinutes), 0);
    return measured.map(({ record, glucoseMgPerDl }) => {
      const { at, clock, quality, ...identity } = momentOf(record, newest, context);
      const glucoseMmolL = mmolPerLFromMgPerDl(glucoseMgPerDl);
      if (glucoseMmolL > MOST) throw new DecodeError('glucose', `${glucoseMgPerDl} mg/dL is no glucose`, 2);
      const bits = record.sensorStatusBits ?? [];
      const beyond = beyondOf(record);
      const said: Glucose = {
        kind: 'glucose',
        at,
        clock,
        ...identity,
        quality: bits.length === 0 ? quality : [...quality, ...qualityOf(bits)],
        glucoseMmolL,
        reported: { value: glucoseMgPerDl, unit: 'mg/dL' },
        specimen: 'interstitial',
        ...(beyond ? { beyond } : {}),
      };
      return said;
    });
  },
};

function momentOf(
  { timeOffsetMinutes }: CgmRecord,
  newest: number,
  context: Context,
): Pick<Glucose, 'at' | 'clock' | 'quality' | 'deviceTime' | 'sequence'> {
  const { session, received } = context;
  const at: Instant | undefined = session === undefined ? undefined : session + timeOffsetMinutes * MINUTE;
  if (session !== undefined && at !== undefined && isBelievable(at, received)) {
    return { at, clock: 'device', quality: [], sequence: timeOffsetMinutes, deviceTime: textOf(session) };
  }
  const heard = timing(undefined, context);
  const suspect: readonly Quality[] = session === undefined || heard.quality.includes('clock-suspect') ? [] : ['clock-suspect'];
  return { ...heard, at: heard.at - (newest - timeOffsetMinutes) * MINUTE, quality: [...suspect, ...heard.quality] };
}

/** A sensor sends hundreds of records of one session: its text is made once. */
let last = { session: 0, text: new Date(0).toISOString() };
function textOf(session: Instant): string {
  if (session !== last.session) last = { session, text: new Date(session).toISOString() };
  return last.text;
}

/** LO and HI: the sensor says so by a bit, or by an infinity in place of the number. Both at once say nothing. */
function beyondOf({ glucoseMgPerDl, sensorStatusBits = [] }: CgmRecord): Glucose['beyond'] {
  const number = typeof glucoseMgPerDl === 'number' ? glucoseMgPerDl : undefined;
  const low = glucoseMgPerDl === '-INFINITY' || (sensorStatusBits.includes(BELOW_RANGE) && !contradicts('low', number));
  const high = glucoseMgPerDl === '+INFINITY' || (sensorStatusBits.includes(ABOVE_RANGE) && !contradicts('high', number));
  return low === high ? undefined : low ? 'low' : 'high';
}

/**
 * Not there yet, as a sensor says every few minutes while it warms up or wants to be calibrated: nothing that a person could read. With a
 * fault or a warning beside it, it is more than that, and waits for one.
 */
const warmsUp = ({ glucoseMgPerDl, sensorStatusBits = [] }: CgmRecord): boolean =>
  (glucoseMgPerDl === 'NaN' || glucoseMgPerDl === 'NRes') && sensorStatusBits.every((bit) => WARMING_UP.includes(bit));

/** Session stopped; time to be synchronised; calibration not allowed, recommended, required. */
const WARMING_UP = [0, 8, 9, 10, 11];

/** What the sensor shows; where it shows LO or HI in place of a number, the end of its range: a low without a number is a low. */
function glucoseOf(record: CgmRecord): number | undefined {
  const { glucoseMgPerDl } = record;
  if (typeof glucoseMgPerDl === 'number' && glucoseMgPerDl > 0) return glucoseMgPerDl;
  const beyond = beyondOf(record);
  return beyond && RANGE_MG_PER_DL[beyond];
}

/** The ends of what continuous sensors on sale show, 40 to 400 mg/dL: from general knowledge of their manuals, unverified. */
const RANGE_MG_PER_DL = { low: 40, high: 400 } as const;

/** No reading may hold more, in mmol/L (domain/reading.ts). */
const MOST = 100;
const [BELOW_RANGE, ABOVE_RANGE] = [22, 23];

const QUALITY_OF: readonly (readonly [bits: readonly number[], flag: Quality])[] = [
  [[1], 'battery-low'],
  [[4, 5], 'device-fault'],
  [[2, 3], 'sensor-fault'],
  [[12, 13], 'temperature-out-of-range'],
  [[8], 'time-fault'],
];

const qualityOf = (bits: readonly number[]): readonly Quality[] =>
  QUALITY_OF.flatMap(([any, flag]) => (any.some((bit) => bits.includes(bit)) ? [flag] : []));
