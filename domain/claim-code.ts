import type { Instant } from './clock.ts';
import type { DeviceId, PatientId } from './reading.ts';

/** Lets one device enrol itself, once, until it ends. The code is shown once; its SHA-256 is in the table. */
export interface ClaimCode {
  readonly codeHash: string;
  readonly made: Instant;
  readonly by: string;
  readonly until: Instant;
  /** What the device will be; what is absent the device may say, or is chosen for it. */
  readonly device?: DeviceId;
  readonly patient?: PatientId;
  readonly model?: string;
  readonly zone: string;
}

/**
 * Consonants without Y: no letter looks like a digit or like another, and no words come about (RFC 8628, OAuth 2.0 Device Authorization
 * Grant, IETF, 2019, section 6.1). Eight of twenty are 34.5 bits: enough behind a rate limit and an end, and short enough to be typed.
 */
const LETTERS = 'BCDFGHJKLMNPQRSTVWXZ';
const LENGTH = 8;

/** `WDJB-MJHT`, from random bytes: those that would make some letters likelier are passed over. */
export function claimCodeOf(randomBytes: (size: number) => Uint8Array): string {
  const fair = 256 - (256 % LETTERS.length);
  let code = '';
  while (code.length < LENGTH)
    for (const byte of randomBytes(LENGTH)) if (byte < fair && code.length < LENGTH) code += LETTERS[byte % LETTERS.length];
  return `${code.slice(0, LENGTH / 2)}-${code.slice(LENGTH / 2)}`;
}

/** As it is hashed: however it was typed (small letters, other dashes, none), it is the same code. Undefined for what can be none. */
export function plainClaimCode(typed: string): string | undefined {
  const letters = typed.toUpperCase().replaceAll(/[^A-Z0-9]/g, '');
  return letters.length === LENGTH && [...letters].every((letter) => LETTERS.includes(letter)) ? letters : undefined;
}
