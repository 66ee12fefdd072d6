import { createHash } from 'node:crypto';
import type { DeviceId } from '../domain/reading.ts';
import type { Records } from '../domain/store.ts';

export interface Credentials {
  /** Whether the device exists, is not revoked, and this is its secret. */
  verify(device: DeviceId, secret: string): Promise<boolean>;
}

/** The most devices whose last good secret is remembered (as a digest), so that a reconnecting crowd costs no key derivation. */
const REMEMBERED = 20_000;

/** Per-device credentials. `verifySecret` is slow on purpose; a secret that was right for a hash stays right for that hash. */
export function createCredentials(
  devices: Pick<Records['devices'], 'get'>,
  verifySecret: (secret: string, hash: string) => Promise<boolean>,
): Credentials {
  const good = new Map<string, string>();
  const digest = (secret: string, hash: string) => createHash('sha256').update(hash).update(secret).digest('base64');

  return {
    async verify(device, secret) {
      const found = await devices.get(device);
      if (!found || found.revoked !== undefined) {
        await verifySecret(secret, '');
        return false;
      }
      const proof = digest(secret, found.secretHash);
      if (good.get(device) === proof) return true;
      if (!(await verifySecret(secret, found.secretHash))) return false;
      if (good.size >= REMEMBERED) good.delete(good.keys().next().value!);
      good.set(device, proof);
      return true;
    },
  };
}
