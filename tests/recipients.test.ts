/** Who is told of what waits for a person, where staff see their own patients: nobody hears of a patient whom they cannot look at. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { AdverseContent } from '../domain/adverse-content.ts';
import { HOUR } from '../domain/clock.ts';
import { createReplayClock } from '../domain/replay-clock.ts';
import { staySignedIn } from './callers.ts';
import { highEvenings, holdEverything } from './held-advice.ts';
import { openTestHouse, type TestHouse } from './house.ts';

const NOON = Date.UTC(2026, 2, 20, 12);
const clock = createReplayClock(NOON);
let house: TestHouse;

beforeAll(async () => {
  house = await openTestHouse({
    clock,
    settings: { clinic: { name: 'Clinic', zone: 'Europe/London', language: 'en', staffSee: 'their-patients' } },
  });
  await house.moveIn('p1', [], { medicines: ['simvastatin'] });
  await house.moveIn('p2', [], { medicines: ['simvastatin'] });
  for (const role of ['doctor', 'coordinator', 'pharmacist'] as const)
    await staySignedIn(house, { id: role, name: `Demo ${role}`, role, language: 'en' });
  await house.store.transact((records) =>
    records.careTeams.assign({ patient: 'p1', user: 'pharmacist', since: 1, by: 'administrator', reason: 'takes much' }),
  );
});
afterAll(() => house.close());

const call = (role: string, method: string, path: string, body?: unknown) =>
  fetch(`${house.url}/api/v1${path}`, {
    method,
    headers: { 'hearth-request': '1', cookie: `hearth=of-${role}`, ...(body ? { 'content-type': 'application/json' } : {}) },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
const json = async <T>(...asked: Parameters<typeof call>) => (await (await call(...asked)).json()) as T;
const told = async (patient: string, template: string) =>
  (await house.store.outbox.of(patient, 99))
    .filter(({ message }) => message.template === template)
    .map(({ message }) => message.to.role)
    .sort();

test('a serious reaction goes to coordinators and doctors, and to the pharmacist who may look at this patient', async () => {
  const serious = AdverseContent.parse({ language: 'en', reactions: [{ term: 'fainting', seriousness: ['hospitalisation'] }] });
  for (const patient of ['p1', 'p2']) {
    const begun = await json<{ id: string }>('doctor', 'POST', '/adverse-reactions', { patient, key: 'one-press-of-a-button' });
    const saved = await call('doctor', 'PUT', `/adverse-reactions/${begun.id}`, { version: 1, content: serious });
    expect(saved.status).toBe(200);
  }
  expect(await told('p1', 'adverse.report')).toEqual(['coordinator', 'doctor', 'pharmacist']);
  expect(await told('p2', 'adverse.report')).toEqual(['coordinator', 'doctor']);
  await house.settle();
  // Told in the inbox of the role, which its members may read.
  const inbox = await json<{ patient: string; key: string }[]>('pharmacist', 'GET', '/inbox');
  expect(inbox.map(({ patient }) => patient)).toEqual(['p1']);
  expect((await call('pharmacist', 'POST', `/inbox/${inbox[0]!.key}/read`)).status).toBe(204);
  // And completes it: the deadline's reminder asks for nothing else.
  const [report] = await json<{ id: string }[]>('pharmacist', 'GET', '/adverse-reactions');
  expect((await call('pharmacist', 'POST', `/adverse-reactions/${report!.id}/complete`, { version: 2 })).status).not.toBe(403);
});

test('a question for the pharmacist goes to the coordinator where no pharmacist may look at this patient', async () => {
  for (const patient of ['p1', 'p2']) {
    const { path } = await json<{ path: string }>('coordinator', 'POST', `/patients/${patient}/own-page`, {});
    const body = { id: `question of ${patient}`, text: 'I forgot my tablet yesterday, shall I take two today?' };
    expect((await call('nobody', 'POST', `/own-page/${path.slice('/p/'.length)}/messages`, body)).status).toBeLessThan(300);
  }
  await house.settle();
  const waiting = await json<{ patient: string; state: { role: string } }[]>('doctor', 'GET', '/conversations');
  expect(waiting.map(({ patient, state }) => [patient, state.role]).sort()).toEqual([
    ['p1', 'pharmacist'],
    ['p2', 'coordinator'],
  ]);
});

test('advice that waits asks who decides on it, and asks no more when it has expired', async () => {
  await holdEverything(house);
  await highEvenings(house, 'p3', clock.now());
  expect((await json<unknown[]>('doctor', 'GET', '/advice/waiting')).length).toBe(1);
  expect(await told('p3', 'task')).toEqual(['doctor']);
  const [{ message } = expect.fail('nobody was asked')] = (await house.store.outbox.of('p3', 99)).filter(
    (one) => one.message.template === 'task',
  );
  expect(message).toMatchObject({ urgent: false, expires: clock.now() + 4 * HOUR });
});
