import { createCipheriv, createDecipheriv, createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/* How WeChat signs and encrypts what it posts (消息推送, 消息加解密), and wants to have answered. */

/** SHA-1 of token, timestamp, nonce and what else is signed, sorted. */
export const wechatSignature = (token: string, ...parts: readonly string[]): string =>
  createHash('sha1')
    .update([token, ...parts].sort().join(''))
    .digest('hex');

export function isSignedBy(given: string, token: string, ...parts: readonly string[]): boolean {
  const [said, right] = [Buffer.from(given), Buffer.from(wechatSignature(token, ...parts))];
  return said.length === right.length && timingSafeEqual(said, right);
}

/** PKCS#7 to 32 bytes, as WeChat has it; AES itself would take 16. */
const BLOCK = 32;
const RANDOM = 16;
const LENGTH = 4;

/** The text in it; undefined for what was not encrypted with this key for this account. */
export function decrypted(base64: string, encodingAesKey: string, appId: string): string | undefined {
  const key = Buffer.from(`${encodingAesKey}=`, 'base64');
  const secret = Buffer.from(base64, 'base64');
  if (secret.length === 0 || secret.length % 16 !== 0) return undefined;
  const aes = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  const plain = Buffer.concat([aes.update(secret), aes.final()]);
  const padding = plain.at(-1)!;
  if (padding < 1 || padding > BLOCK || plain.length < RANDOM + LENGTH + padding) return undefined;
  const end = plain.length - padding;
  const from = RANDOM + LENGTH;
  const to = from + plain.readUInt32BE(RANDOM);
  if (to > end || plain.toString('utf8', to, end) !== appId) return undefined;
  return plain.toString('utf8', from, to);
}

/** @param random 16 bytes that nobody can guess; given by tests only */
export function encrypted(text: string, encodingAesKey: string, appId: string, random: Uint8Array = randomBytes(RANDOM)): string {
  const key = Buffer.from(`${encodingAesKey}=`, 'base64');
  const body = Buffer.from(text);
  const length = Buffer.alloc(LENGTH);
  length.writeUInt32BE(body.length);
  const plain = Buffer.concat([random, length, body, Buffer.from(appId)]);
  const padding = BLOCK - (plain.length % BLOCK);
  const aes = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  return Buffer.concat([aes.update(plain), aes.update(Buffer.alloc(padding, padding)), aes.final()]).toString('base64');
}
