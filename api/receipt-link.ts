import { createHmac, timingSafeEqual } from 'node:crypto';

/** Names one send in a link, so that only who was sent it can confirm it: the key and 96 bits of HMAC-SHA256. */
export const signReceipt = (key: string, linkKey: Uint8Array): string =>
  `${key}.${createHmac('sha256', linkKey).update(`receipt ${key}`).digest('base64url').slice(0, 16)}`;

/** The key of the send; undefined for a token that is not ours. */
export function readReceipt(token: string, linkKey: Uint8Array): string | undefined {
  const [key = ''] = token.split('.');
  const [given, right] = [Buffer.from(token), Buffer.from(signReceipt(key, linkKey))];
  return given.length === right.length && timingSafeEqual(given, right) ? key : undefined;
}
