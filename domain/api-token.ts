import { z } from 'zod';
import type { Instant } from './clock.ts';
import type { DeviceId } from './reading.ts';

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

/** The same of whoever came to a device's site of Nightscout: with the device's own secret, or with a token that only lets look. */
export const siteActor = ({ device, mayWrite }: { readonly device: DeviceId; readonly mayWrite: boolean }): string =>
  `${mayWrite ? UPLOADER : FOLLOWER}${device}`;
const [UPLOADER, FOLLOWER] = ['uploader:', 'follower:'] as const;

/** Whose site it was, of an act that `siteActor` signed. */
export const readSiteActor = (by: string): { readonly is: 'follower' | 'uploader'; readonly device: DeviceId } | undefined =>
  by.startsWith(FOLLOWER)
    ? { is: 'follower', device: by.slice(FOLLOWER.length) }
    : by.startsWith(UPLOADER)
      ? { is: 'uploader', device: by.slice(UPLOADER.length) }
      : undefined;
/** What a program is where people have a role. */
export const PROGRAM = 'program';

/** So a key is known for what it is wherever it is found: in a log, in a repository. */
export const TOKEN_PREFIX = 'hearth_';
