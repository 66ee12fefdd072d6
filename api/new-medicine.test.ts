import { afterAll, beforeAll, expect, test } from 'vitest';
import { DAY, HOUR, MINUTE } from '../domain/clock.ts';
import { createReplayClock } from '../domain/replay-clock.ts';
import { hashKey, newSecret } from '../house/secrets.ts';
import { openTestHouse, type TestHouse } from '../tests/house.ts';

/** A medicine is added that must not be: a whole house, with a pharmacist, a doctor and the patient's own messages. */

const NOW = Date.UTC(2026, 2, 20, 9);
const clock = createReplayClock(NOW);
let house: TestHouse;
beforeAll(async () => {
  house = await openTestHouse({ clock });
  await house.store.transact(async (records) => {
    await records.users.save({ id: 'dr', name: 'Demo Wen', role: 'doctor', language: 'en' });
    await records.users.save({ id: 'ph', name: 'Demo Qiu', role: 'pharmacist', language: 'en' });
  });
  for (const id of ['p1', 'p2', 'p3']) await house.moveIn(id, [], { medicines: ['isosorbide mononitrate'] });
});
afterAll(() => house.close());

const take = async (id: string, ...medicines: readonly string[]) => {
  const patient = { ...(await house.store.patients.get([id])).get(id)!, medicines };
  const [key, at] = [newSecret(), clock.now()];
  await house.store.transact((records) =>
    records.sessions.open({ keyHash: hashKey(key), user: 'dr', since: at, seen: at, until: at + DAY, once: false }),
  );
  const answer = await fetch(`${house.url}/api/v1/patients/${id}`, {
    method: 'PUT',
    headers: { 'hearth-request': '1', cookie: `hearth=${key}`, 'content-type': 'application/json' },
    body: JSON.stringify(patient),
  });
  expect(answer.status).toBe(200);
  await house.settle();
};
const later = async (ms: number) => {
  clock.advance(clock.now() + ms);
  await house.settle();
};
const toldPatient = async (id: string) =>
  (await house.store.outbox.of(id, 99)).flatMap(({ message }) => (message.to.role === 'patient' ? [message] : []));
const finding = async (id: string) => (await house.store.alerts.open(id)).find(({ rule }) => rule.id.startsWith('medication.'))!;

test('doctor and pharmacist hear of the finding; the patient is told to take nothing until it is closed', async () => {
  await take('p1', 'isosorbide mononitrate', 'sildenafil');
  const { id } = await finding('p1');
  const team = (await house.store.outbox.of('p1', 99)).flatMap(({ message }) => (message.alert === id ? [message.to.role] : []));
  expect(team).toEqual(expect.arrayContaining(['doctor', 'pharmacist']));
  await later(5 * HOUR);
  expect(await toldPatient('p1')).toEqual([]);

  await house.alertDesk.resolve(id, 'dr', { outcome: 'spoken', note: 'talked to the patient' });
  await later(10 * MINUTE);
  expect(JSON.stringify(await toldPatient('p1'))).toContain('Your doctor has added a medicine');
});

test('taken out again, it is never spoken of', async () => {
  await take('p2', 'isosorbide mononitrate', 'sildenafil');
  await take('p2', 'isosorbide mononitrate');
  expect(await finding('p2')).toBeUndefined();
  await later(DAY);
  expect(await toldPatient('p2')).toEqual([]);
});

test('without a finding the follow-up begins at once', async () => {
  await take('p3', 'isosorbide mononitrate', 'metformin');
  expect(JSON.stringify(await toldPatient('p3'))).toContain('Your doctor has added a medicine');
});
