import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { keyName } from '../domain/head.ts';
import { DatabaseRefused } from '../store/refused.ts';

export const auditKeyFile = (folder: string): string => join(folder, 'audit.key');
export const auditPublicFile = (folder: string): string => join(folder, 'audit.pub');

export interface AuditKey {
  readonly name: string;
  readonly secret: KeyObject;
  readonly open: KeyObject;
}

/**
 * The Ed25519 key that signs the audit: made on the first start beside the key of the names, readable by its owner only; audit.pub is for
 * everybody. Throws DatabaseRefused where the key is gone and its public half is not: nothing would be signed by the key that people noted.
 */
export function auditKeyOf(folder: string): AuditKey {
  const file = auditKeyFile(folder);
  if (!existsSync(file)) {
    if (existsSync(auditPublicFile(folder)))
      throw new DatabaseRefused(
        `${file} is missing: without it nobody signs the audit. Put the copy of the key back; if it is lost for good, move ${auditPublicFile(folder)} and audit.heads away to begin anew, and keep them.`,
      );
    const made = generateKeyPairSync('ed25519');
    writeFileSync(file, made.privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flag: 'wx' });
    writeFileSync(auditPublicFile(folder), made.publicKey.export({ type: 'spki', format: 'pem' }), { mode: 0o644 });
  }
  const secret = createPrivateKey(readFileSync(file));
  const open = createPublicKey(secret);
  return { name: keyName(open), secret, open };
}

/** The public key in a file. Throws DatabaseRefused with one sentence. */
export function publicKeyIn(file: string): KeyObject {
  if (!existsSync(file))
    throw new DatabaseRefused(`${file}: there is no such file, and without the public key no signature can be checked.`);
  try {
    return createPublicKey(readFileSync(file));
  } catch {
    throw new DatabaseRefused(`${file} holds no public key.`);
  }
}
