import { DecodeError } from './decoder.ts';

/** The words of IEEE 11073-20601 that are no numbers. Only these exact words are special: 0xFFFF is -0.1. */
export type Special = 'NaN' | 'NRes' | '+INFINITY' | '-INFINITY' | 'RESERVED';

/** Five words in a row, from 2^11 - 2 and from 2^23 - 2 on. */
const SPECIAL = ['+INFINITY', 'NaN', 'NRes', 'RESERVED', '-INFINITY'] as const satisfies readonly Special[];
const sfloatSpecial = (raw: number): Special | undefined => (raw < 0x7fe || raw > 0x802 ? undefined : SPECIAL[raw - 0x7fe]);
const floatSpecial = (raw: number): Special | undefined => (raw < 0x7f_fffe || raw > 0x80_0002 ? undefined : SPECIAL[raw - 0x7f_fffe]);

/** A record while its fields are still being read. */
export type Draft<T> = { -readonly [K in keyof T]: T[K] };

/** A device's wall clock as it stands in a record; a part that is 0 was unknown to the device. */
export interface WallClock {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

/** Reads little-endian fields one after another. Each read names its field, so every error does too. */
export class Bytes {
  readonly #view: DataView;
  #offset = 0;

  /** All of a payload, or `size` bytes of it `from` there on: offsets then count from there. */
  constructor(payload: Uint8Array, from = 0, size = payload.byteLength - from) {
    this.#view = new DataView(payload.buffer, payload.byteOffset + from, size);
  }

  u8(field: string): number {
    return this.#view.getUint8(this.#take(field, 1));
  }

  i8(field: string): number {
    return this.#view.getInt8(this.#take(field, 1));
  }

  u16(field: string): number {
    return this.#view.getUint16(this.#take(field, 2), true);
  }

  i16(field: string): number {
    return this.#view.getInt16(this.#take(field, 2), true);
  }

  u24(field: string): number {
    const at = this.#take(field, 3);
    return this.#view.getUint16(at, true) | (this.#view.getUint8(at + 2) << 16);
  }

  u32(field: string): number {
    return this.#view.getUint32(this.#take(field, 4), true);
  }

  /** IEEE 11073 SFLOAT: 4-bit two's-complement exponent above a 12-bit two's-complement mantissa. */
  sfloat(field: string): number | Special {
    return this.#sfloatAt(this.#take(field, 2), 0);
  }

  /** The SFLOAT that comes next, in a unit smaller by 10^`tens` (kg/L as mg/dL: 5), without a second rounding: 111, not 111.00000000000001. */
  sfloatAhead(field: string, tens: number): number | Special {
    const value = this.#sfloatAt(this.#take(field, 2), tens);
    this.#offset -= 2;
    return value;
  }

  /** IEEE 11073 FLOAT: 8-bit two's-complement exponent above a 24-bit two's-complement mantissa. */
  float(field: string): number | Special {
    const raw = this.u32(field);
    return floatSpecial(raw) ?? scaled((raw << 8) >> 8, raw >> 24);
  }

  /** Date Time (0x2A08): years 1582 to 9999, no zone. Refuses what no calendar has, such as 31 February; unknown parts stay 0. */
  dateTime(field: string): WallClock {
    const at = this.#take(field, 7);
    const year = this.#view.getUint16(at, true);
    const month = this.#view.getUint8(at + 2);
    const day = this.#view.getUint8(at + 3);
    const hour = this.#view.getUint8(at + 4);
    const minute = this.#view.getUint8(at + 5);
    const second = this.#view.getUint8(at + 6);
    const wrong = (part: string, value: number, offset: number): DecodeError =>
      new DecodeError(`${field}.${part}`, `${value} is in no calendar`, at + offset, 'invalid-date');
    if (year !== 0 && (year < 1582 || year > 9999)) throw wrong('year', year, 0);
    if (month > 12) throw wrong('month', month, 2);
    if (day > daysIn(year, month)) throw wrong('day', day, 3);
    if (hour > 23) throw wrong('hours', hour, 4);
    if (minute > 59) throw wrong('minutes', minute, 5);
    if (second > 59) throw wrong('seconds', second, 6);
    return { year, month, day, hour, minute, second };
  }

  /** Where the next field begins. */
  get offset(): number {
    return this.#offset;
  }

  /** How many bytes are still to be read. */
  get left(): number {
    return this.#view.byteLength - this.#offset;
  }

  /** The record ends here: bytes behind it mean that it was misread. */
  end(field = 'end'): void {
    const left = this.#view.byteLength - this.#offset;
    if (left !== 0) throw new DecodeError(field, `${left} byte${left === 1 ? '' : 's'} too many`, this.#offset, 'overlong');
  }

  #sfloatAt(at: number, tens: number): number | Special {
    const raw = this.#view.getUint16(at, true);
    return sfloatSpecial(raw) ?? scaled((raw << 20) >> 20, ((raw << 16) >> 28) + tens);
  }

  #take(field: string, size: number): number {
    const at = this.#offset;
    const left = this.#view.byteLength - at;
    if (size > left) throw new DecodeError(field, `needs ${size} byte${size === 1 ? '' : 's'}, ${left} left`, at, 'truncated');
    this.#offset += size;
    return at;
  }
}

/** `364 x 10^-2` as the nearest double to 3.64: dividing by a power of ten is exact where multiplying by its inverse is not. */
const scaled = (mantissa: number, exponent: number): number =>
  exponent < 0 ? mantissa / (TENS[-exponent] ?? 10 ** -exponent) : mantissa * (TENS[exponent] ?? 10 ** exponent);

/** Looked up, not computed: `**` takes longer than all the rest of a notification's numbers. */
const TENS = Array.from({ length: 23 }, (_, power) => Number(`1e${power}`));

/** A month, or the year, may be unknown: then the longest counts. */
const daysIn = (year: number, month: number): number =>
  month === 2 && year !== 0 && (year % 4 !== 0 || (year % 100 === 0 && year % 400 !== 0)) ? 28 : DAYS[month]!;
const DAYS = [31, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

/** `2024-01-30T05:58:27`; unknown parts stay zeros. */
export const wallClockText = ({ year, month, day, hour, minute, second }: WallClock): string =>
  `${year < 1000 ? String(year).padStart(4, '0') : year}-${pad(month)}-${pad(day)}T${pad(hour)}:${pad(minute)}:${pad(second)}`;

/** The numbers of the bits that are set, lowest first. */
export function bitsOf(word: number): readonly number[] {
  if (word === 0) return NO_BITS;
  const bits: number[] = [];
  for (let rest = word; rest !== 0; rest &= rest - 1) bits.push(31 - Math.clz32(rest & -rest));
  return bits;
}
const NO_BITS: readonly number[] = [];

/** All of a value, to its last byte. */
export function wholly<T>(payload: Uint8Array, read: (bytes: Bytes) => T): T {
  const bytes = new Bytes(payload);
  const value = read(bytes);
  bytes.end();
  return value;
}

const pad = (value: number): string => TWO_DIGITS[value] ?? String(value);
const TWO_DIGITS = Array.from({ length: 100 }, (_, value) => String(value).padStart(2, '0'));
