import { type Instant, MINUTE } from './clock.ts';

/** Failed attempts under one key since the first of them. */
export interface Tries {
  readonly key: string;
  readonly failed: number;
  readonly since: Instant;
}

/** After so long without success the count begins anew. */
export const TRIES_WINDOW_MS = 15 * MINUTE;

/**
 * How many failed attempts are heard out within the window. One person at one computer types wrong a few times; a clinic has one address;
 * a name tried from everywhere is an attack, and its owner still comes in by passkey. Working defaults of this project; NIST SP 800-63B-4
 * (2025), section 3.2.2, asks for no more than 100 in a row for one account.
 */
export const MOST_TRIES = { here: 5, account: 20, address: 50 } as const;
export type TriesKind = keyof typeof MOST_TRIES;

/** Until when an attempt under these is refused; undefined when it may be made. */
export function refusedUntil(tries: readonly Tries[], now: Instant): Instant | undefined {
  const full = tries.filter(({ key, failed, since }) => failed >= MOST_TRIES[kindOf(key)] && since + TRIES_WINDOW_MS > now);
  return full.length === 0 ? undefined : Math.max(...full.map(({ since }) => since + TRIES_WINDOW_MS));
}

/** The three counts that an attempt belongs to. Both come hashed: people type a password where a name belongs. */
export const triesKeys = (account: string, address: string): readonly string[] => [
  `here:${account}|${address}`,
  `account:${account}`,
  `address:${address}`,
];

const kindOf = (key: string): TriesKind => key.slice(0, key.indexOf(':')) as TriesKind;
