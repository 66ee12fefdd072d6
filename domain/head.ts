import { createHash, type KeyObject, sign, verify } from 'node:crypto';
import { z } from 'zod';

/**
 * Bytes of each act’s hash that a head remembers: 128 bits, so that nobody makes another act that fits. A single act is proved by them to whoever
 * has the head, without showing the acts beside it.
 */
const TRAIL_BYTES = 16;

/** What the chain of the audit looked like at a moment, signed, and kept outside of the database. One line of JSON each. */
export const Head = z.strictObject({
  n: z.int().min(1).describe('counted from 1'),
  at: z.int().describe('Unix milliseconds'),
  seq: z.int().min(0).describe('of the last act'),
  hash: z.string().describe('of the last act, SHA-256, hex'),
  trail: z.string().describe('the first 16 bytes of the hash of each act since the head before, base64url'),
  before: z.string().describe('SHA-256 of the line before, hex; empty for the first'),
  key: z.string().describe('which key has signed it'),
  signature: z.string().describe('Ed25519 over the JSON array of the other fields in this order, base64url'),
});
export type Head = z.infer<typeof Head>;

const signed = ({ n, at, seq, hash, trail, before, key }: Omit<Head, 'signature'>): Buffer =>
  Buffer.from(JSON.stringify(['hearth audit head', n, at, seq, hash, trail, before, key]));

export const signHead = (head: Omit<Head, 'signature'>, key: KeyObject): Head => ({
  ...head,
  signature: sign(null, signed(head), key).toString('base64url'),
});

/** Whether the holder of the key has signed exactly this. */
export const isSigned = ({ signature, ...head }: Head, key: KeyObject): boolean =>
  verify(null, signed(head), key, Buffer.from(signature, 'base64url'));

export const lineOf = (head: Head): string => JSON.stringify(head);
export const hashOfLine = (line: string): string => createHash('sha256').update(line).digest('hex');

export const trailOf = (hashes: readonly string[]): string =>
  Buffer.concat(hashes.map((hash) => Buffer.from(hash, 'hex').subarray(0, TRAIL_BYTES))).toString('base64url');

/** The first place in the chain that a head covers. */
export const coversFrom = ({ seq, trail }: Head): number => seq - Buffer.from(trail, 'base64url').length / TRAIL_BYTES + 1;

/** Asks whether the act at a place in the chain has the hash that this head remembers of it. The head covers the place. */
export function memoryOf(head: Head): (seq: number, hash: string) => boolean {
  const trail = Buffer.from(head.trail, 'base64url').toString('hex');
  const [width, first] = [2 * TRAIL_BYTES, coversFrom(head)];
  return (seq, hash) =>
    seq === head.seq ? hash === head.hash : trail.slice((seq - first) * width, (seq - first + 1) * width) === hash.slice(0, width);
}

/** Names a public key: the first 16 characters of the SHA-256 of its DER form, base64url. */
export const keyName = (key: KeyObject): string =>
  createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest('base64url')
    .slice(0, 16);
