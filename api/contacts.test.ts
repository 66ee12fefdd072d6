import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCallers } from '../tests/callers.ts';
import { openTestHouse, type TestHouse } from '../tests/house.ts';
import type { ContactView } from './contact-contract.ts';

/** Through the front door. */
let house: TestHouse;
const { call, hire } = createCallers(() => house);

beforeAll(async () => {
  house = await openTestHouse();
  await house.moveIn('p1', ['hub-1']);
  await house.moveIn('p2', ['hub-2']);
  await house.store.transact((records) => records.identities.save('p1', { name: 'Ann', phone: '13800000001' }));
  await hire({ doctor: 'doctor', administrator: 'administrator' });
});
afterAll(() => house.close());

test('a contact is noted with who said so and when; the same yes again keeps its date', async () => {
  const change = {
    addresses: { wechat: 'oABCDEFGHIJKLMNOPQRSTUVWXYZ12', mqtt: ['hub-1'] },
    preferences: { order: ['wechat', 'email'], nonUrgent: 'digest', digestAt: '09:30' },
    consent: ['wechat', 'mqtt'],
    caregivers: [{ id: 'son', name: 'Ben', relation: 'son', addresses: { phone: '+447700900123' }, consent: ['sms'] }],
  };
  const first = await call('PUT', '/patients/p1/contact', 'doctor', change);
  expect(first.status).toBe(200);
  const noted = (await first.json()) as ContactView;
  expect(noted).toMatchObject({
    consent: { ways: ['wechat', 'mqtt'], by: 'doctor' },
    smsNumber: '+8613800000001',
    caregivers: [{ id: 'son', consent: { ways: ['sms'], by: 'doctor' } }],
    browsers: 0,
  });
  expect(noted.open).toContain('inbox');
  await call('PUT', '/patients/p1/contact', 'administrator', change);
  const again = (await (await call('GET', '/patients/p1/contact', 'doctor')).json()) as ContactView;
  expect(again).toEqual(noted);
  const acts = await house.store.audit.search({ patient: 'p1', did: 'patient.' }, 9);
  expect(acts).toMatchObject([
    { did: 'patient.contact', by: 'administrator' },
    { did: 'patient.contact', by: 'doctor' },
  ]);
  expect(JSON.stringify(acts)).not.toMatch(/oABC|7700900|Ben/);
});

test('another patient’s device is refused in one sentence', async () => {
  const answer = await call('PUT', '/patients/p1/contact', 'doctor', { addresses: { mqtt: ['hub-2'] } });
  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({ detail: 'hub-2 is not a device of this patient: assign it first.' });
});

test('what is typed wrongly is named', async () => {
  const answer = await call('PUT', '/patients/p1/contact', 'doctor', { preferences: { digestAt: '8 o’clock' } });
  expect(await answer.json()).toMatchObject({ errors: [{ pointer: '/preferences/digestAt', detail: 'a time of day like 22:00' }] });
});

test('staff keep their own; only an administrator keeps another’s', async () => {
  const mine = { addresses: { phone: '+86 139 0000 0002', wecom: 'li.na' }, preferences: { quietHours: { from: '21:00', to: '06:00' } } };
  expect(await (await call('PUT', '/session/contact', 'doctor', mine)).json()).toMatchObject({
    addresses: { wecom: 'li.na' },
    smsNumber: '+8613900000002',
  });
  expect((await call('GET', '/users/doctor/contact', 'doctor')).status).toBe(403);
  expect(await (await call('GET', '/users/doctor/contact', 'administrator')).json()).toMatchObject({ addresses: { wecom: 'li.na' } });
  expect((await call('PUT', '/users/nobody/contact', 'administrator', mine)).status).toBe(404);
});
