import { argon2, createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { claimCodeOf } from '../domain/claim-code.ts';

const derive = promisify(argon2);

/**
 * Argon2id, from node:crypto. People choose passwords, so these cost what OWASP's password storage sheet asks (19 MiB, 2 passes);
 * Hearth itself draws device secrets from 256 random bits, which no guessing reaches, so a light setting spares a gateway's reconnects.
 */
const COSTS = { password: { memory: 19_456, passes: 2 }, device: { memory: 1_024, passes: 1 } } as const;

/** A secret that Hearth makes up: 256 bits, safe in URLs. Shown once, never stored. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

/** A code with which a device enrols itself, to be read out and typed: `WDJB-MJHT`. */
export const newClaimCode = (): string => claimCodeOf(randomBytes);

/** What an uploader made for Nightscout sends instead of its secret, in the header api-secret. The secret has 256 bits, so SHA-1 gives none away. */
export const nightscoutSecret = (secret: string): string => createHash('sha1').update(secret).digest('hex');

/** What is stored of a key that is looked up by itself: session keys and one-time links. */
export const hashKey = (key: string): string => createHash('sha256').update(key).digest('base64url');

/** `$argon2id$v=19$m=…,t=…,p=1$salt$hash`, the PHC string format. */
export async function hashSecret(secret: string, kind: keyof typeof COSTS): Promise<string> {
  const nonce = randomBytes(16);
  const { memory, passes } = COSTS[kind];
  const tag = await derive('argon2id', { message: secret, nonce, memory, passes, parallelism: 1, tagLength: 32 });
  return `$argon2id$v=19$m=${memory},t=${passes},p=1$${plain(nonce)}$${plain(tag)}`;
}

/** False for a wrong secret and for a hash that is not ours; `kind` says whose, so that both cost the same time. */
export async function verifySecret(secret: string, hash: string, kind: keyof typeof COSTS = 'device'): Promise<boolean> {
  const [, memory, passes, salt, tag] = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=1\$([\w+/]+)\$([\w+/]+)$/.exec(hash) ?? nobody(kind);
  const expected = Buffer.from(tag!, 'base64');
  const parameters = { message: secret, nonce: Buffer.from(salt!, 'base64'), memory: Number(memory), passes: Number(passes) };
  const derived = await derive('argon2id', { ...parameters, parallelism: 1, tagLength: expected.length });
  return timingSafeEqual(derived, expected) && hash !== '';
}

/** Verified against when there is no such account, so that an answer takes as long as for one that exists. */
const nobody = (kind: keyof typeof COSTS): readonly string[] => {
  const { memory, passes } = COSTS[kind];
  return ['', String(memory), String(passes), Buffer.alloc(16, 1).toString('base64'), Buffer.alloc(32, 1).toString('base64')];
};

const plain = (bytes: Buffer): string => bytes.toString('base64').replaceAll('=', '');
