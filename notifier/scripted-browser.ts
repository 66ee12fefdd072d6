import { createDecipheriv, createECDH, hkdfSync } from 'node:crypto';

/** For tests: a browser that asked for push messages. Its key pair, and how it reads what arrives (RFC 8291, the receiver's side). */
export function scriptedBrowser() {
  const keys = createECDH('prime256v1');
  keys.generateKeys();
  const auth = Buffer.from('0123456789abcdef');
  const known = { p256dh: keys.getPublicKey('base64url'), auth: auth.toString('base64url') };
  return {
    ...known,
    subscriptionAt: (url: string) => ({ endpoint: `${url}/wpush/v2/abc`, ...known }),
    /** Throws for what is not encrypted for this browser. */
    read(body: Buffer): Record<string, unknown> {
      const [salt, length] = [body.subarray(0, 16), body.readUInt8(20)];
      const theirs = body.subarray(21, 21 + length);
      const derive = (key: Buffer, more: Buffer, info: Buffer, bytes: number) => Buffer.from(hkdfSync('sha256', key, more, info, bytes));
      const about = Buffer.concat([Buffer.from('WebPush: info\0'), keys.getPublicKey(), theirs]);
      const material = derive(keys.computeSecret(theirs), auth, about, 32);
      const key = derive(material, salt, Buffer.from('Content-Encoding: aes128gcm\0'), 16);
      const nonce = derive(material, salt, Buffer.from('Content-Encoding: nonce\0'), 12);
      const record = body.subarray(21 + length);
      const opening = createDecipheriv('aes-128-gcm', key, nonce).setAuthTag(record.subarray(-16));
      const text = Buffer.concat([opening.update(record.subarray(0, -16)), opening.final()]);
      if (text.at(-1) !== 2) throw new Error('the last record of a message ends with 2');
      return JSON.parse(text.subarray(0, -1).toString());
    },
  };
}
