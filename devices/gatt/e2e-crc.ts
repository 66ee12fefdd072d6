import type { Bytes } from '../bytes.ts';
import { DecodeError } from '../decoder.ts';

/** Whether a value carried its checksum; one that does not fit is an error. */
export type E2eCrc = 'valid' | 'absent';

/**
 * The checksum of the Continuous Glucose Monitoring Service: CRC-16/MCRF4XX (polynomial 0x1021, reflected, from 0xFFFF, no final xor).
 * Source: Bluetooth SIG, CGM Service 1.0.1, section 3.1.1.5 (as quoted; secondary). "123456789" gives 0x6F91.
 */
export function e2eCrc(bytes: Uint8Array, from = 0, to = bytes.length): number {
  let crc = 0xffff;
  for (let at = from; at < to; at++) crc = (crc >>> 8) ^ OF_BYTE[(crc ^ bytes[at]!) & 0xff]!;
  return crc;
}

/** What each byte does to the checksum, its eight bits shifted out one after another. */
const OF_BYTE = Uint16Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0x8408 : crc >>> 1;
  return crc;
});

/** Reads the checksum that ends `payload`, if it has one, over what lies between `from` and it. Throws DecodeError when it does not fit. */
export function readE2eCrc(bytes: Bytes, payload: Uint8Array, from = 0): E2eCrc {
  if (bytes.left === 0) return 'absent';
  const at = bytes.offset;
  checkE2eCrc(bytes.u16('e2eCrc'), payload, from, at);
  return 'valid';
}

/** Throws DecodeError when `said`, which stands at `to`, is not the checksum of the bytes before it. */
export function checkE2eCrc(said: number, payload: Uint8Array, from: number, to: number): void {
  const right = e2eCrc(payload, from, to);
  if (said !== right) throw new DecodeError('e2eCrc', `${hex(said)} stands there, the bytes give ${hex(right)}`, to, 'crc');
}

const hex = (word: number): string => `0x${word.toString(16).padStart(4, '0').toUpperCase()}`;
