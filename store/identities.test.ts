import { readFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { Contact } from '../domain/contact.ts';
import { createSeal } from './seal.ts';
import { KEY, openHouse } from './temporary-house.ts';

const WANG = { name: '王秀英', phone: '+8613800001234', email: 'wang.xiuying@example.org' };
const MOBILE = '+8613900005678';
const LI = { name: 'Li Hua' };

async function inhabited() {
  const house = openHouse();
  await house.store.transact(async (records) => {
    await records.identities.save('p1', WANG);
    await records.identities.save('p2', LI);
    await records.contacts.save('patient:p1', Contact.parse({ addresses: { phone: MOBILE } }));
  });
  return house;
}

test('no name, number or address occurs in the bytes of the files', async () => {
  const { store, path } = await inhabited();
  const bytes = Buffer.concat(['', '-wal', '-shm'].map((companion) => readFileSync(path + companion)));
  expect(bytes.includes('p1')).toBe(true);
  for (const secret of [...Object.values(WANG), LI.name, MOBILE, '13800001234', '秀英', Buffer.from(WANG.name, 'utf16le')]) {
    expect(bytes.includes(secret)).toBe(false);
  }
  await store.close();
  expect(readFileSync(path).includes(WANG.phone)).toBe(false);
});

test('swapped between two patients, neither opens', async () => {
  const { store, path } = await inhabited();
  const hand = new DatabaseSync(path);
  const [first, second] = hand.prepare('select sealed from identities order by patient').all() as { sealed: string }[];
  for (const [patient, { sealed }] of [
    ['p1', second!],
    ['p2', first!],
  ] as const) {
    hand.prepare('update identities set sealed = ? where patient = ?').run(sealed, patient);
  }
  hand.close();
  await expect(store.identities.get(['p1'])).rejects.toThrow();
  await expect(store.identities.get(['p2'])).rejects.toThrow();
});

test('another key opens nothing, and says so', async () => {
  const { store, path } = await inhabited();
  await store.close();
  const { store: other } = openHouse({ path, identityKey: new Uint8Array(32).fill(8) });
  await expect(other.identities.get(['p1'])).rejects.toThrow('sealed with another key');
});

test('a seal is new each time, says its format and key, and breaks when it is touched', () => {
  const seal = createSeal(KEY);
  const sealed = seal.close('secret', 'here');
  expect(sealed).toMatch(/^v1\.[\w-]{8}\.[\w-]{16}\.[\w-]{30}$/);
  expect(seal.close('secret', 'here')).not.toBe(sealed);
  expect(seal.open(sealed, 'here')).toBe('secret');
  expect(() => seal.open(sealed, 'there')).toThrow();
  expect(() =>
    seal.open(
      sealed.replace(/.$/, (last) => (last === 'A' ? 'Q' : 'A')),
      'here',
    ),
  ).toThrow();
  expect(() => seal.open(`v2${sealed.slice(2)}`, 'here')).toThrow('format');
  expect(() => createSeal(new Uint8Array(16))).toThrow('16 bytes, not 32');
});
