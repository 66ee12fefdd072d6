import type { Instant } from './clock.ts';

interface Kept {
  readonly id: string;
  readonly user: string;
  readonly made: Instant;
}

/** A key in a device of its owner (W3C Web Authentication): the public half. `counter` as the device last told it. */
export interface Passkey extends Kept {
  readonly kind: 'passkey';
  readonly name: string;
  readonly publicKey: string;
  readonly counter: number;
  readonly transports: readonly string[];
  readonly used?: Instant;
}

/** Codes of six digits from an app (RFC 6238). Counts from its first right code on; `step` is the last one that was used. */
export interface Totp extends Kept {
  readonly kind: 'totp';
  readonly secret: string;
  readonly confirmed?: Instant;
  readonly step?: number;
}

/** Lets its owner in once in place of a lost phone. The id is its SHA-256. */
export interface RecoveryCode extends Kept {
  readonly kind: 'recovery';
}

/** What somebody has beside a password. */
export type Factor = Passkey | Totp | RecoveryCode;

/** Whether a password or a link alone is too little for whoever has these. */
export const asksForSecond = (factors: readonly Factor[]): boolean =>
  factors.some((factor) => factor.kind === 'passkey' || (factor.kind === 'totp' && factor.confirmed !== undefined));

/** A number that a browser must sign, once, until it ends. */
export interface Challenge {
  readonly id: string;
  /** Whose, where somebody asked who was signed in. */
  readonly user?: string;
  readonly until: Instant;
  /** What must come back with it and may not pass through the browser. */
  readonly about?: Readonly<Record<string, string>>;
}
