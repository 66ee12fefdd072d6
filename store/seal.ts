import { createCipheriv, createDecipheriv, createHash, createHmac, createSecretKey, hkdfSync, randomBytes } from 'node:crypto';

/** Encrypts a text so that it can be opened only where it was put. */
export interface Seal {
  /** `v1.<key id>.<nonce>.<ciphertext and tag>`, base64url. `place` names the one row it may stand in. */
  close(text: string, place: string): string;
  /** Throws when it was sealed with another key, for another place, or was touched. */
  open(sealed: string, place: string): string;
  /** HMAC-SHA-256 of a text, base64url: who has not the key cannot make one. */
  mark(text: string): string;
}

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * AES-256-GCM with a random nonce of 96 bits (NIST SP 800-38D, 8.2.2). The place and the key's id are authenticated with it: a
 * ciphertext that is moved to another patient's row does not open.
 */
export function createSeal(key: Uint8Array): Seal {
  if (key.length !== 32) throw new RangeError(`the identity key has ${key.length} bytes, not 32`);
  const secret = createSecretKey(key);
  const keyId = createHash('sha256').update('hearth key id').update(key).digest('base64url').slice(0, 8);
  const marks = createSecretKey(Buffer.from(hkdfSync('sha256', key, '', 'marks of acts', 32)));
  const bound = (place: string) => Buffer.from(`${place}|${keyId}`);

  return {
    mark: (text) => createHmac('sha256', marks).update(text).digest('base64url'),
    close(text, place) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', secret, nonce).setAAD(bound(place));
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
      return `v1.${keyId}.${nonce.toString('base64url')}.${sealed.toString('base64url')}`;
    },
    open(sealed, place) {
      const [version, sealedWith, nonce = '', text = ''] = sealed.split('.');
      if (version !== 'v1') throw new Error(`sealed in a format that this version does not know: ${version}`);
      if (sealedWith !== keyId) throw new Error(`sealed with another key: ${sealedWith}, and ours is ${keyId}`);
      const bytes = Buffer.from(text, 'base64url');
      const opening = createDecipheriv('aes-256-gcm', secret, Buffer.from(nonce, 'base64url'), { authTagLength: TAG_BYTES });
      opening.setAAD(bound(place)).setAuthTag(bytes.subarray(-TAG_BYTES));
      return Buffer.concat([opening.update(bytes.subarray(0, -TAG_BYTES)), opening.final()]).toString('utf8');
    },
  };
}
