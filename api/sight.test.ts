import { afterEach, beforeEach, expect, test } from 'vitest';
import { DutyPlan } from '../domain/duty.ts';
import { createAddressBook } from '../house/addresses.ts';
import { createSignInLink } from '../house/sign-in-link.ts';
import { openTestHouse, type TestHouse } from '../tests/house.ts';

/** Whom staff see where everybody sees everybody, where not, and who is told of an alert there: nobody is told who cannot look. */

let house: TestHouse;
const open = (staffSee?: string) => openTestHouse({ settings: staffSee ? { clinic: { staffSee } } : {} });
beforeEach(async () => {
  house = await open('their-patients');
});
afterEach(() => house.close());

async function clinic() {
  for (const patient of ['p1', 'p2', 'p3']) await house.moveIn(patient, []);
  const team = { since: 1, by: 'admin', reason: 'for the test' };
  await house.store.transact(async (records) => {
    for (const id of ['dr.a', 'dr.b']) await records.users.save({ id, name: id, role: 'doctor', language: 'en', email: `${id}@x.example` });
    await records.users.save({ id: 'nurse', name: 'nurse', role: 'coordinator', language: 'en' });
    await records.careTeams.assign({ ...team, patient: 'p1', user: 'dr.a' });
    await records.careTeams.assign({ ...team, patient: 'p2', user: 'dr.b' });
    await records.careTeams.assign({ ...team, patient: 'p2', user: 'nurse' });
  });
}
async function seenBy(user: string): Promise<readonly string[]> {
  const token = new URL(await createSignInLink(house.store, user, house.url, Date.now())).searchParams.get('token');
  const headers = { 'content-type': 'application/json' };
  const entered = await fetch(`${house.url}/api/v1/session`, { method: 'POST', headers, body: JSON.stringify({ token }) });
  const cookie = entered.headers.get('set-cookie')!.split(';')[0]!;
  const answer = await fetch(`${house.url}/api/v1/patients`, { headers: { cookie } });
  return ((await answer.json()) as { id: string }[]).map(({ id }) => id);
}
const toldOf = async (about: string) => {
  const clock = { now: Date.now, zone: 'Europe/London', staffSee: 'their-patients' } as const;
  const book = createAddressBook(house.store, new Set(['inbox', 'smtp']), 'en', clock);
  return (await book({ person: 'team', role: 'doctor' }, about)).flatMap(({ channel, person }) =>
    channel === 'smtp' && person ? [person] : [],
  );
};

test('staff see their own, whoever has nobody of their role, and all while they are on duty', async () => {
  await clinic();
  expect(await seenBy('dr.a')).toEqual(['p1', 'p3']);
  expect(await seenBy('dr.b')).toEqual(['p2', 'p3']);
  expect(await seenBy('nurse')).toEqual(['p1', 'p2', 'p3']);
  const shift = { role: 'doctor', users: ['dr.a'], from: '00:00', to: '00:00', holidays: 'also' };
  await house.store.transact((records) => records.duty.setPlan(DutyPlan.parse({ shifts: [shift] }), 'admin', Date.now()));
  expect(await seenBy('dr.a')).toEqual(['p1', 'p2', 'p3']);
  expect(await seenBy('dr.b')).toEqual(['p2', 'p3']);
});

test('whoever left cares for nobody, and their patients are everybody’s of the role', async () => {
  await clinic();
  const leaver = (await house.store.users.get('dr.b'))!;
  await house.store.transact((records) => records.users.save({ ...leaver, disabled: 1 }));
  expect(await seenBy('dr.a')).toEqual(['p1', 'p2', 'p3']);
  expect(await toldOf('p2')).toEqual(['user:dr.a']);
});

test('of an alert those are told who are on duty, else the patient’s own, else all; and each of them sees the patient', async () => {
  await clinic();
  for (const patient of ['p1', 'p2', 'p3']) {
    const told = await toldOf(patient);
    expect(told.length, patient).toBeGreaterThan(0);
    for (const person of told) expect(await seenBy(person.replace('user:', '')), `${person} of ${patient}`).toContain(patient);
  }
  expect([await toldOf('p1'), await toldOf('p2'), await toldOf('p3')]).toEqual([['user:dr.a'], ['user:dr.b'], ['user:dr.a', 'user:dr.b']]);
  const shift = { role: 'doctor', users: ['dr.a'], from: '00:00', to: '00:00', holidays: 'also' };
  await house.store.transact((records) => records.duty.setPlan(DutyPlan.parse({ shifts: [shift] }), 'admin', Date.now()));
  expect(await toldOf('p2')).toEqual(['user:dr.a']);
  expect(await seenBy('dr.a')).toContain('p2');
});

test('without the setting everybody sees everybody, but a caregiver', async () => {
  await house.close();
  house = await open();
  await clinic();
  await house.store.transact((records) => records.users.save({ id: 'son', name: 'son', role: 'caregiver', language: 'en' }));
  expect(await seenBy('dr.a')).toEqual(['p1', 'p2', 'p3']);
  expect(await seenBy('son')).toEqual([]);
  await house.store.transact((records) =>
    records.careTeams.assign({ patient: 'p2', user: 'son', since: 1, by: 'admin', reason: 'lives next door' }),
  );
  expect(await seenBy('son')).toEqual(['p2']);
});

test('who adds a patient and sees only their own does not lose sight of them', async () => {
  await clinic();
  const token = new URL(await createSignInLink(house.store, 'nurse', house.url, Date.now())).searchParams.get('token');
  const json = { 'content-type': 'application/json' };
  const entered = await fetch(`${house.url}/api/v1/session`, { method: 'POST', headers: json, body: JSON.stringify({ token }) });
  const patient = { id: 'p4', language: 'en', zone: 'Europe/London', glucoseUnit: 'mmol/L', group: 'adult' };
  const record = { ...patient, conditions: [], medicines: [], allergies: [], plan: [] };
  const added = await fetch(`${house.url}/api/v1/patients`, {
    method: 'POST',
    headers: { ...json, 'hearth-request': '1', cookie: entered.headers.get('set-cookie')!.split(';')[0]! },
    body: JSON.stringify({ patient: record, identity: { name: 'New' } }),
  });
  expect(added.status).toBe(201);
  expect(await house.store.careTeams.of('p4')).toMatchObject([{ user: 'nurse', reason: 'added the patient' }]);
});
