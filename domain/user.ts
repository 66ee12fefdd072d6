import { z } from 'zod';
import type { Instant } from './clock.ts';
import { ROLES } from './roles.ts';
import { Language } from './source.ts';

/** A person who signs in. Patients do not: they answer by signed link. */
export const User = z.strictObject({
  id: z
    .string()
    .min(1)
    .max(64)
    .regex(/^[\w.@-]+$/),
  name: z.string().min(1).max(120),
  role: z.enum(ROLES),
  language: Language,
  email: z.email().optional(),
  /** Since when they may not sign in any more, and hear of nothing. Who acted once is never deleted: the audit names them. */
  disabled: z.int().optional(),
});
export type User = z.infer<typeof User>;

/** An opaque key in, its SHA-256 in the table: who reads the table cannot sign in. */
export interface Session {
  readonly keyHash: string;
  readonly user: string;
  readonly since: Instant;
  readonly until: Instant;
  /** A one-time link: dies when it is used. */
  readonly once: boolean;
  /** When its owner last did something, right to a minute. */
  readonly seen?: Instant;
  /** How its owner came in, and with which program. */
  readonly about?: { readonly with: SignedInWith; readonly agent?: string };
}
export type SignedInWith = 'link' | 'password' | 'passkey' | 'hospital';

/** Who did what to whom, written in the transaction of the act. Holds pseudonyms only. */
export interface Act {
  readonly at: Instant;
  readonly by: string;
  readonly did: string;
  readonly patient?: string;
  readonly about: Readonly<Record<string, string | number | boolean | null>>;
}

/** An act where it stands in the chain: each hash is over the one before it and the act. */
export interface ChainedAct extends Act {
  readonly seq: number;
  readonly before: string;
  readonly hash: string;
}

/** Which acts; what is absent is any. */
export interface ActFilter {
  readonly by?: string | undefined;
  readonly patient?: string | undefined;
  /** What `did` begins with: `read`, `alert.`. */
  readonly did?: string | undefined;
}
