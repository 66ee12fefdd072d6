import { createECDH } from 'node:crypto';

export interface VapidKeys {
  /** For the browser, as `applicationServerKey`: the uncompressed point, base64url. */
  readonly publicKey: string;
  readonly jwk: { readonly kty: 'EC'; readonly crv: 'P-256'; readonly x: string; readonly y: string; readonly d: string };
}

/** The key pair by which push services know this house (RFC 8292): from 32 secret bytes, so that there is nothing more to keep. */
export function vapidKeys(secret: Uint8Array): VapidKeys {
  const pair = createECDH('prime256v1');
  pair.setPrivateKey(secret);
  const point = pair.getPublicKey();
  const text = (bytes: Buffer) => bytes.toString('base64url');
  const jwk = {
    kty: 'EC',
    crv: 'P-256',
    x: text(point.subarray(1, 33)),
    y: text(point.subarray(33)),
    d: text(Buffer.from(secret)),
  } as const;
  return { publicKey: text(point), jwk };
}
