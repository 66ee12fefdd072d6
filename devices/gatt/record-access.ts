import { type Bytes, wallClockText, wholly } from '../bytes.ts';

/** A word of the Record Access Control Point (0x2A52): what a collector asks of a meter's memory, and what the meter answers. */
export interface RecordAccess {
  /** 1 report, 2 delete, 3 abort, 4 report the number; 5 the number, 6 response. */
  readonly opCode: number;
  /** 0 null, 1 all, 2 up to, 3 from, 4 within, 5 first, 6 last. */
  readonly operator: number;
  readonly requestOpCode?: number;
  /** 1 success, 6 no records found; all others say why not. */
  readonly responseCode?: number;
  readonly numberOfRecords?: number;
  /** 1 sequence number, 2 user-facing time. */
  readonly filterType?: number;
  readonly minimum?: number | string;
  readonly maximum?: number | string;
}

const NUMBER_RESPONSE = 5;
const RESPONSE = 6;
const [UP_TO, FROM, WITHIN] = [2, 3, 4];
const BY_TIME = 2;

/** Every field as the Glucose Service says. Throws DecodeError. */
export const parseRecordAccess = (payload: Uint8Array): RecordAccess =>
  wholly(payload, (bytes) => {
    const opCode = bytes.u8('opCode');
    const operator = bytes.u8('operator');
    if (opCode === NUMBER_RESPONSE) return { opCode, operator, numberOfRecords: bytes.u16('numberOfRecords') };
    if (opCode === RESPONSE) return { opCode, operator, requestOpCode: bytes.u8('requestOpCode'), responseCode: bytes.u8('responseCode') };
    if (operator < UP_TO || operator > WITHIN) return { opCode, operator };
    const filterType = bytes.u8('filterType');
    const minimum = operator === UP_TO ? {} : { minimum: operand(bytes, 'minimum', filterType) };
    const maximum = operator === FROM ? {} : { maximum: operand(bytes, 'maximum', filterType) };
    return { opCode, operator, filterType, ...minimum, ...maximum };
  });

const operand = (bytes: Bytes, field: string, filterType: number): number | string =>
  filterType === BY_TIME ? wallClockText(bytes.dateTime(field)) : bytes.u16(field);
