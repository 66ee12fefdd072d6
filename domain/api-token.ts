import { z } from 'zod';
import type { Instant } from './clock.ts';

/** What a token may do. It never sees a page for people, nor another scope than its own. */
export const SCOPES = [
  'read:patients',
  'read:readings',
  'read:alerts',
  'read:plans',
  'read:reports',
  'read:devices',
  'read:system',
  'write:readings',
] as const;
export const Scope = z.enum(SCOPES);
export type Scope = z.infer<typeof Scope>;

/** A key for another program: shown once, its SHA-256 is in the table. Acts as `token:<id>`. */
export interface ApiToken {
  readonly id: string;
  readonly keyHash: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly made: Instant;
  readonly by: string;
  readonly until: Instant;
  readonly revoked?: { readonly at: Instant; readonly by: string };
  /** Right to ten minutes. */
  readonly used?: Instant;
}

/** How a token signs what it did and saw in the audit. */
export const tokenActor = ({ id }: Pick<ApiToken, 'id'>): string => `token:${id}`;
/** What a program is where people have a role. */
export const PROGRAM = 'program';

/** So a key is known for what it is wherever it is found: in a log, in a repository. */
export const TOKEN_PREFIX = 'hearth_';
