import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCallers } from '../tests/callers.ts';
import { openTestHouse, type TestHouse } from '../tests/house.ts';
import type { OwnPage } from './contract.ts';
import type { OwnWays } from './reach-contract.ts';

let house: TestHouse;
const { call, hire } = createCallers(() => house);

beforeAll(async () => {
  house = await openTestHouse();
  await hire({ co: 'coordinator' });
});
afterAll(() => house.close());

const linkOf = async (patient: string) =>
  ((await (await call('POST', `/patients/${patient}/own-page`, 'co', {})).json()) as { path: string }).path.slice(3);

test('the own page says what is expected to be measured', async () => {
  await house.moveIn('p1', []);
  const patient = (await house.store.patients.get(['p1'])).get('p1')!;
  await house.store.transact((records) => records.patients.save({ ...patient, plan: [{ kind: 'glucose', everyDays: 2 }] }));
  const own = (await (await call('GET', `/own-page/${await linkOf('p1')}`, 'co')).json()) as OwnPage;
  expect(own.measuring).toEqual([{ kind: 'glucose', everyDays: 2 }]);
});

test('the patient sees to which ways they agreed and who noted it, takes one back, and gives it again', async () => {
  await house.moveIn('p2', []);
  await house.store.transact(async (records) => {
    await records.identities.save('p2', { name: 'Robin Placeholder', email: 'robin@example.org', phone: '+440000000000' });
  });
  const token = await linkOf('p2');
  const ways = async () => (await (await call('GET', `/own-page/${token}/ways`, 'co')).json()) as OwnWays;
  const say = async (body: unknown) => call('PUT', `/own-page/${token}/consent`, 'co', body);
  expect(await ways()).toMatchObject({
    consents: [
      { way: 'email', agreed: true },
      { way: 'sms', agreed: false },
    ],
  });
  expect((await ways()).consented).toBeUndefined();
  expect((await say({ way: 'carrier-pigeon', agreed: true })).status).toBe(400);
  expect(await (await say({ way: 'email', agreed: false })).json()).toMatchObject({
    consents: [{ way: 'email', agreed: false }, {}],
    consented: { byPatient: true },
  });
  expect((await house.store.contacts.get(['patient:p2'])).get('patient:p2')?.consent).toMatchObject({ ways: [], by: 'p2' });
  expect((await house.store.audit.list(1))[0]).toMatchObject({ by: 'p2', did: 'own-page.consent', about: { way: 'email', agreed: 'no' } });
  await say({ way: 'email', agreed: true });
  await say({ way: 'sms', agreed: true });
  expect((await house.store.contacts.get(['patient:p2'])).get('patient:p2')?.consent?.ways).toEqual(['email', 'sms']);
});
