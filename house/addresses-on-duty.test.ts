import { afterEach, beforeEach, expect, test } from 'vitest';
import { DutyPlan } from '../domain/duty.ts';
import { Patient } from '../domain/patient.ts';
import type { Store } from '../domain/store.ts';
import { temporaryFolder } from '../tests/services.ts';
import { createAddressBook, reachesBy } from './addresses.ts';
import { openDatabase } from './open-database.ts';

/** Monday, 10:00 and 20:00 in Shanghai. */
const DAY = Date.UTC(2026, 2, 2, 2);
const EVENING = Date.UTC(2026, 2, 2, 12);
let store: Store;
let now = DAY;

beforeEach(async () => {
  now = DAY;
  store = await openDatabase(temporaryFolder());
  await store.transact(async (records) => {
    for (const [id, role, language] of [
      ['li', 'coordinator', 'zh-CN'],
      ['wang', 'coordinator', 'zh-CN'],
      ['jones', 'coordinator', 'en'],
      ['chen', 'doctor', 'zh-CN'],
    ] as const) {
      await records.users.save({ id, role, language, name: id, email: `${id}@example.org` });
    }
    await records.patients.save(Patient.parse({ id: 'p1', language: 'zh-CN', zone: 'Asia/Shanghai' }));
    await records.patients.save(Patient.parse({ id: 'p2', language: 'en', zone: 'Asia/Shanghai' }));
  });
});
afterEach(() => store.close());

const book = () => createAddressBook(store, new Set(['inbox', 'smtp']), 'zh-CN', { now: () => now, zone: 'Asia/Shanghai' });
const mailsTo = async (role: 'coordinator' | 'doctor', about = 'p1') =>
  (await book()({ person: 'team', role }, about))
    .filter(({ channel }) => channel === 'smtp')
    .map(({ address, language }) => `${address} ${language}`);
const plan = (shifts: unknown[]) => store.transact((records) => records.duty.setPlan(DutyPlan.parse({ shifts }), 'li', now));

test('without a plan the whole role is told, each in their own language', async () => {
  expect(await mailsTo('coordinator')).toEqual(['jones@example.org en', 'li@example.org zh-CN', 'wang@example.org zh-CN']);
});

test('whoever is on duty is told; who speaks the patient’s language first; nobody on duty: the whole role', async () => {
  await plan([
    { role: 'coordinator', users: ['li'], from: '08:00', to: '18:00', language: 'zh-CN' },
    { role: 'coordinator', users: ['jones'], from: '08:00', to: '18:00', language: 'en' },
  ]);
  expect(await mailsTo('coordinator', 'p1')).toEqual(['li@example.org zh-CN']);
  expect(await mailsTo('coordinator', 'p2')).toEqual(['jones@example.org en']);
  expect(await mailsTo('doctor')).toEqual(['chen@example.org zh-CN']);
  now = EVENING;
  expect(await mailsTo('coordinator')).toHaveLength(3);
});

test('a plan that names only people who may not sign in any more leaves nobody out', async () => {
  await plan([{ role: 'doctor', users: ['chen'], from: '00:00', to: '00:00' }]);
  const { passwordHash: _, ...chen } = (await store.users.get('chen'))!;
  await store.transact(async (records) => {
    await records.users.save({ ...chen, disabled: 1 });
    await records.users.save({ ...chen, id: 'zhou', email: 'zhou@example.org' });
  });
  expect(await mailsTo('doctor')).toEqual(['zhou@example.org zh-CN']);
});

test('a caregiver who has no way to be reached is nobody', async () => {
  expect(await reachesBy(book())('caregiver', 'p1')).toBe(false);
  expect(await reachesBy(book())('doctor', 'p1')).toBe(true);
});

test('who is told by name and has no way out of the house reads it where the role reads', async () => {
  const to = (person: string) => book()({ person, role: 'doctor' }, 'p1');
  expect((await to('chen')).map(({ channel, address }) => [channel, address])).toEqual([['smtp', 'chen@example.org']]);
  await store.transact((records) => records.users.save({ id: 'chen', role: 'doctor', language: 'en', name: 'chen' }));
  expect((await to('chen')).map(({ channel, address }) => [channel, address])).toEqual([['inbox', 'team:doctor']]);
});

test('where staff see their own patients, the pharmacist of a patient is told, and where nobody is named, all of them', async () => {
  await store.transact(async (records) => {
    for (const id of ['ma', 'sun'])
      await records.users.save({ id, role: 'pharmacist', language: 'en', name: id, email: `${id}@example.org` });
    await records.careTeams.assign({ patient: 'p1', user: 'ma', since: 1, by: 'li', reason: 'takes much' });
  });
  const narrowed = createAddressBook(store, new Set(['smtp']), 'en', { now: () => now, zone: 'Asia/Shanghai', staffSee: 'their-patients' });
  const mails = async (about: string) =>
    (await narrowed({ person: 'team', role: 'pharmacist' }, about)).flatMap(({ channel, address }) =>
      channel === 'smtp' ? [address] : [],
    );
  expect([await mails('p1'), await mails('p2')]).toEqual([['ma@example.org'], ['ma@example.org', 'sun@example.org']]);
});
