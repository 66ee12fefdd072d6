import type { Bytes } from '../bytes.ts';
import { DecodeError } from '../decoder.ts';

/** Whether a value carried its checksum; one that does not fit is an error. */
export type E2eCrc = 'valid' | 'absent';

/**
 * The checksum of the Continuous Glucose Monitoring Service: CRC-16/MCRF4XX (polynomial 0x1021, reflected, from 0xFFFF, no final xor).
 * Source: Bluetooth SIG, CGM Service 1.0.1, section 3.1.1.5 (as quoted; secondary). "123456789" gives 0x6F91.
 */
export function e2eCrc(bytes: Uint8Array): number {
  let crc = 0xffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0x8408 : crc >>> 1;
  }
  return crc;
}

/** Reads the checksum that ends `payload`, if it has one, over what lies between `from` and it. Throws DecodeError when it does not fit. */
export function readE2eCrc(bytes: Bytes, payload: Uint8Array, from = 0): E2eCrc {
  if (bytes.left === 0) return 'absent';
  const at = bytes.offset;
  checkE2eCrc(bytes.u16('e2eCrc'), payload.subarray(from, at), at);
  return 'valid';
}

/** Throws DecodeError when `said` is not the checksum of `over`. */
export function checkE2eCrc(said: number, over: Uint8Array, at: number): void {
  const right = e2eCrc(over);
  if (said !== right) throw new DecodeError('e2eCrc', `${hex(said)} stands there, the bytes give ${hex(right)}`, at);
}

const hex = (word: number): string => `0x${word.toString(16).padStart(4, '0').toUpperCase()}`;
