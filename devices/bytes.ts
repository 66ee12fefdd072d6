import { DecodeError } from './decoder.ts';

/** The words of IEEE 11073-20601 that are no numbers. Only these exact words are special: 0xFFFF is -0.1. */
export type Special = 'NaN' | 'NRes' | '+INFINITY' | '-INFINITY' | 'RESERVED';

const SFLOAT_SPECIAL: Readonly<Record<number, Special>> = {
  2047: 'NaN',
  2048: 'NRes',
  2046: '+INFINITY',
  2050: '-INFINITY',
  2049: 'RESERVED',
};
const FLOAT_SPECIAL: Readonly<Record<number, Special>> = {
  8388607: 'NaN',
  8388608: 'NRes',
  8388606: '+INFINITY',
  8388610: '-INFINITY',
  8388609: 'RESERVED',
};

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

  constructor(payload: Uint8Array) {
    this.#view = new DataView(payload.buffer, payload.byteOffset, payload.byteLength);
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
    const raw = this.u16(field);
    return SFLOAT_SPECIAL[raw] ?? scaled((raw << 20) >> 20, (raw << 16) >> 28);
  }

  /** IEEE 11073 FLOAT: 8-bit two's-complement exponent above a 24-bit two's-complement mantissa. */
  float(field: string): number | Special {
    const raw = this.u32(field);
    return FLOAT_SPECIAL[raw] ?? scaled((raw << 8) >> 8, raw >> 24);
  }

  /** Date Time (0x2A08): years 1582 to 9999, no zone. Refuses what no calendar has, such as 31 February; unknown parts stay 0. */
  dateTime(field: string): WallClock {
    const at = this.#take(field, 7);
    const year = this.#view.getUint16(at, true);
    const [month, day, hour, minute, second] = [2, 3, 4, 5, 6].map((i) => this.#view.getUint8(at + i)) as [
      number,
      number,
      number,
      number,
      number,
    ];
    const days = month === 0 ? 31 : new Date(Date.UTC(year === 0 ? 2000 : year, month, 0)).getUTCDate();
    const parts = [
      ['year', year === 0 || (year >= 1582 && year <= 9999), year, 0],
      ['month', month <= 12, month, 2],
      ['day', day <= days, day, 3],
      ['hours', hour <= 23, hour, 4],
      ['minutes', minute <= 59, minute, 5],
      ['seconds', second <= 59, second, 6],
    ] as const;
    for (const [part, good, value, offset] of parts) {
      if (!good) throw new DecodeError(`${field}.${part}`, `${value} is in no calendar`, at + offset);
    }
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
    if (left !== 0) throw new DecodeError(field, `${left} byte${left === 1 ? '' : 's'} too many`, this.#offset);
  }

  #take(field: string, size: number): number {
    const at = this.#offset;
    const left = this.#view.byteLength - at;
    if (size > left) throw new DecodeError(field, `needs ${size} byte${size === 1 ? '' : 's'}, ${left} left`, at);
    this.#offset += size;
    return at;
  }
}

/** `364 x 10^-2` as the nearest double to 3.64: dividing by a power of ten is exact where multiplying by its inverse is not. */
const scaled = (mantissa: number, exponent: number): number => (exponent < 0 ? mantissa / 10 ** -exponent : mantissa * 10 ** exponent);

/** `2024-01-30T05:58:27`; unknown parts stay zeros. */
export const wallClockText = ({ year, month, day, hour, minute, second }: WallClock): string =>
  `${pad(year, 4)}-${pad(month)}-${pad(day)}T${pad(hour)}:${pad(minute)}:${pad(second)}`;

/** The numbers of the bits that are set, lowest first. */
export const bitsOf = (word: number): readonly number[] => Array.from({ length: 32 }, (_, bit) => bit).filter((bit) => (word >>> bit) & 1);

/** All of a value, to its last byte. */
export function wholly<T>(payload: Uint8Array, read: (bytes: Bytes) => T): T {
  const bytes = new Bytes(payload);
  const value = read(bytes);
  bytes.end();
  return value;
}

const pad = (value: number, width = 2): string => String(value).padStart(width, '0');
