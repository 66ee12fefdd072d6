import { createCipheriv, createECDH, hkdfSync, randomBytes } from 'node:crypto';

const RECORD_BYTES = 4096;

/**
 * Encrypts a message for one browser: RFC 8291 on top of the content coding aes128gcm (RFC 8188), in one record.
 * @param once the sender's key pair and salt of this one message; only a test names them
 * @throws when the subscription's key is not a point of P-256, or the message has more than 3993 bytes
 */
export function encrypted(
  message: Uint8Array,
  { p256dh, auth }: { readonly p256dh: string; readonly auth: string },
  once: { readonly privateKey?: Uint8Array; readonly salt?: Uint8Array } = {},
): Uint8Array {
  if (message.length > 3993) throw new RangeError('a push message holds at most 3993 bytes');
  const theirs = Buffer.from(p256dh, 'base64url');
  const ours = createECDH('prime256v1');
  if (once.privateKey) ours.setPrivateKey(once.privateKey);
  else ours.generateKeys();
  const ourPoint = ours.getPublicKey();
  const salt = once.salt ?? randomBytes(16);
  const derive = (secret: Uint8Array, more: Uint8Array, info: string | Buffer, length: number) =>
    Buffer.from(hkdfSync('sha256', secret, more, info, length));

  // Section 3.4: the shared secret of both points, bound to the browser's authentication secret.
  const about = Buffer.concat([Buffer.from('WebPush: info\0'), theirs, ourPoint]);
  const material = derive(ours.computeSecret(theirs), Buffer.from(auth, 'base64url'), about, 32);
  const key = derive(material, salt, 'Content-Encoding: aes128gcm\0', 16);
  const nonce = derive(material, salt, 'Content-Encoding: nonce\0', 12);

  const head = Buffer.alloc(21);
  head.set(salt);
  head.writeUInt32BE(RECORD_BYTES, 16);
  head.writeUInt8(ourPoint.length, 20);
  const cipher = createCipheriv('aes-128-gcm', key, nonce);
  // The byte 2 says that this record is the last; no padding.
  const record = Buffer.concat([cipher.update(Buffer.concat([message, Uint8Array.of(2)])), cipher.final(), cipher.getAuthTag()]);
  return Buffer.concat([head, ourPoint, record]);
}
