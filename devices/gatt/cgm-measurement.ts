import { Bytes, bitsOf, type Draft, type Special } from '../bytes.ts';
import { DecodeError } from '../decoder.ts';
import { checkE2eCrc, type E2eCrc } from './e2e-crc.ts';

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
  const head = new Bytes(payload.subarray(from));
  const size = head.u8('size');
  const flags = head.u8('flags');
  const demanded = 6 + octets(flags & (STATUS | CALIBRATION | WARNING)) + 2 * octets(flags & (TREND | QUALITY));
  if (size !== demanded && size !== demanded + CRC_BYTES)
    throw new DecodeError(
      'size',
      `${size} bytes are announced; with these flags a record has ${demanded}, or ${demanded + CRC_BYTES}`,
      from,
    );
  if (from + size > payload.length) throw new DecodeError('record', `needs ${size} bytes, ${payload.length - from} left`, from);

  const bytes = new Bytes(payload.subarray(from, from + size));
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
    checkE2eCrc(bytes.u16('e2eCrc'), payload.subarray(from, from + demanded), from + demanded);
    record.e2eCrc = 'valid';
  }
  return record;
}

const octets = (flags: number): number => bitsOf(flags).length;
