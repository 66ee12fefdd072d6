import { afterEach, beforeEach, expect, test } from 'vitest';
import { TOKEN_PREFIX } from '../domain/api-token.ts';
import { MINUTE } from '../domain/clock.ts';
import { Contact } from '../domain/contact.ts';
import { createReplayClock, type ReplayClock } from '../domain/replay-clock.ts';
import { hashKey } from '../house/secrets.ts';
import { staySignedIn } from '../tests/callers.ts';
import { openTestHouse, type TestHouse } from '../tests/house.ts';
import type { SeenView } from './audit-contract.ts';

/** "Who saw my data", over HTTP, as the patient and as the team ask it. */

const MORNING = Date.parse('2026-03-01T08:00:00Z');
let clock: ReplayClock;
let house: TestHouse;
let cookie: string;

beforeEach(async () => {
  clock = createReplayClock(MORNING);
  house = await openTestHouse({ clock });
  await house.moveIn('p1', []);
  await house.moveIn('p2', []);
  cookie = await staySignedIn(house, { id: 'dr.li', name: 'Li Na', role: 'doctor', language: 'en' });
  await house.store.transact(async (records) => {
    await records.contacts.save('patient:p1', Contact.parse({ caregivers: [{ id: 'd', name: 'Wu Mei', relation: 'daughter' }] }));
    await records.sends.note([
      {
        key: 's1',
        message: 'm1',
        about: 'p1',
        person: 'caregiver:p1:d',
        channel: 'smtp',
        mark: 'x',
        template: 'alert.caregiver',
        urgent: true,
        tried: MORNING + MINUTE,
        steps: { accepted: MORNING + MINUTE },
      },
      {
        key: 's2',
        message: 'm1',
        about: 'p1',
        person: 'patient:p1',
        channel: 'inbox',
        mark: 'x',
        template: 'alert.patient',
        urgent: true,
        tried: MORNING,
        steps: { accepted: MORNING },
      },
    ]);
    await records.audit.note([{ at: MORNING + 2 * MINUTE, by: 'hearth', did: 'alert.again', patient: 'p1', about: {} }]);
  });
});
afterEach(() => house.close());

const ask = (path: string, method = 'GET') => fetch(`${house.url}/api/v1${path}`, { method, headers: { cookie, 'hearth-request': '1' } });

async function own(): Promise<readonly SeenView[]> {
  const { path } = (await (await ask('/patients/p1/own-page', 'POST')).json()) as { path: string };
  return (await (await fetch(`${house.url}/api/v1/own-page/${path.slice(3)}/looks`)).json()) as SeenView[];
}

test('the patient reads who looked, with name, role and how often; what a caregiver was told; what Hearth did', async () => {
  clock.advance(MORNING + 10 * MINUTE);
  for (let n = 0; n < 3; n++) {
    await ask('/patients/p1/readings?kind=glucose&from=0&to=1');
    clock.advance(clock.now() + MINUTE);
  }
  await ask('/patients/p2');
  const seen = await own();
  expect(seen).toEqual([
    { at: MORNING + 13 * MINUTE, who: { is: 'patient' }, what: { is: 'looked', kind: 'own-page' } },
    { at: MORNING + 13 * MINUTE, who: { is: 'staff', name: 'Li Na', role: 'doctor' }, what: { is: 'did', did: 'own-page.link' } },
    {
      at: MORNING + 10 * MINUTE,
      who: { is: 'staff', name: 'Li Na', role: 'doctor' },
      what: { is: 'looked', kind: 'readings' },
      again: { times: 2, last: MORNING + 12 * MINUTE },
    },
    { at: MORNING + 2 * MINUTE, who: { is: 'hearth' }, what: { is: 'did', did: 'alert.again' } },
    {
      at: MORNING + MINUTE,
      who: { is: 'caregiver', name: 'Wu Mei', relation: 'daughter' },
      what: { is: 'told', template: 'alert.caregiver', channel: 'smtp' },
    },
  ]);
});

test('the count stays when its window has ended, and the role is that of the moment', async () => {
  await ask('/patients/p1');
  await ask('/patients/p1');
  clock.advance(MORNING + 20 * MINUTE);
  await house.settle();
  await house.store.transact((records) => records.users.save({ id: 'dr.li', name: 'Li Na', role: 'coordinator', language: 'en' }));
  const seen = (await (await ask('/patients/p1/looks')).json()) as SeenView[];
  expect(seen.find(({ what }) => what.is === 'looked' && what.kind === 'record')).toEqual({
    at: MORNING,
    who: { is: 'staff', name: 'Li Na', role: 'doctor' },
    what: { is: 'looked', kind: 'record' },
    again: { times: 1, last: MORNING },
  });
});

test('a link that is worth nothing shows nothing', async () => {
  expect((await ask(`/own-page/${'x'.repeat(40)}/looks`)).status).toBe(401);
});

test('a program is named by its token, in the audit too, and so is what it did at a site of Nightscout', async () => {
  const key = `${TOKEN_PREFIX}of-the-ward-screen`;
  await house.moveIn('p9', ['meter-9']);
  await house.store.transact((records) =>
    records.apiTokens.save({
      ...{ id: 'screen', keyHash: hashKey(key), name: 'Ward screen', scopes: ['read:patients', 'read:readings', 'read:reports'] },
      ...{ made: MORNING, by: 'dr.li', until: MORNING + 9 * 24 * 60 * MINUTE },
    }),
  );
  const headers = { authorization: `Bearer ${key}` };
  for (const path of [
    '/api/v1/patients',
    '/api/v1/patients/p9',
    '/fhir/Observation?patient=p9',
    '/fhir/Patient/p9',
    '/nightscout/meter-9/api/v1/entries.json',
  ])
    expect([path, (await fetch(`${house.url}${path}`, { headers })).status]).toEqual([path, 200]);
  const who = { is: 'program', name: 'Ward screen' };
  const seen = (await (await ask('/patients/p9/looks')).json()) as SeenView[];
  expect(
    seen
      .filter((one) => one.who.is === 'program')
      .map(({ who: by, what }) => [by, what.is === 'looked' && what.kind])
      .sort(),
  ).toEqual([
    [who, 'fhir'],
    [who, 'readings'],
    [who, 'record'],
  ]);
  const acts = (await house.store.audit.search({ by: 'token:screen' }, 9)).map(({ about }) => [about.kind, about.role]);
  expect(acts).toContainEqual(['patients', 'program']);
});

test('whoever follows at a site of Nightscout is written down once for a working day, with how often, and the patient reads by whose device', async () => {
  await house.moveIn('p8', ['phone-8']);
  const device = (await house.store.devices.get('phone-8'))!;
  await house.store.transact(async (records) => {
    await records.devices.save({ ...device, uploader: 'nightscout' });
    await records.users.save({ id: 'dr.li', name: 'Li Na', role: 'coordinator', language: 'en' });
  });
  const given = await ask('/devices/phone-8/follower-token', 'POST');
  expect(given.status).toBe(200);
  const { token } = (await given.json()) as { token: string };
  for (const path of ['/api/v1/entries.json', '/api/v1/entries.json', '/api/v3/entries', '/pebble'])
    expect([path, (await fetch(`${house.url}/nightscout/phone-8${path}?token=${encodeURIComponent(token)}`)).status]).toEqual([path, 200]);
  const seen = (await (await ask('/patients/p8/looks')).json()) as SeenView[];
  expect(seen.filter(({ who }) => who.is === 'follower')).toMatchObject([
    { who: { is: 'follower', name: 'phone-8' }, what: { is: 'looked', kind: 'readings' }, again: { times: 3 } },
  ]);
});
