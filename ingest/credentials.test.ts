import { expect, test } from 'vitest';
import { hashSecret, newSecret, verifySecret } from '../house/secrets.ts';
import { createCredentials } from './credentials.ts';

const secret = newSecret();
const found = { id: 'cuff-1', zone: 'UTC', enrolled: 0, secretHash: await hashSecret(secret, 'device') };

function credentials(device: typeof found & { revoked?: number }) {
  let derived = 0;
  const counting = (text: string, hash: string) => {
    derived++;
    return verifySecret(text, hash);
  };
  const verifier = createCredentials({ get: async (id) => (id === device.id ? device : undefined) }, counting);
  return { verify: verifier.verify, derivations: () => derived };
}

test.each([
  ['the right secret', 'cuff-1', secret, true],
  ['a wrong secret', 'cuff-1', newSecret(), false],
  ['no secret', 'cuff-1', '', false],
  ['an unknown device', 'cuff-2', secret, false],
  ['a name from the prototype', 'constructor', secret, false],
])('%s', async (_, device, given, good) => {
  expect(await credentials(found).verify(device, given)).toBe(good);
});

test('a revoked device is refused, also when its secret was right a moment ago', async () => {
  const device: typeof found & { revoked?: number } = { ...found };
  const { verify } = credentials(device);
  expect(await verify('cuff-1', secret)).toBe(true);
  device.revoked = 1;
  expect(await verify('cuff-1', secret)).toBe(false);
});

test('a reconnecting device costs no second derivation; a rotated secret does', async () => {
  const device = { ...found };
  const { verify, derivations } = credentials(device);
  await verify('cuff-1', secret);
  await verify('cuff-1', secret);
  expect(derivations()).toBe(1);
  device.secretHash = await hashSecret(newSecret(), 'device');
  expect(await verify('cuff-1', secret)).toBe(false);
});
