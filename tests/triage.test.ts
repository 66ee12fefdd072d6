import { afterEach, beforeEach, expect, test } from 'vitest';
import { content, type ScriptedEndpoint, scriptedEndpoint, status } from '../advice/generators/scripted-endpoint.ts';
import type { OwnConversation } from '../api/conversation-contract.ts';
import { HOUR } from '../domain/clock.ts';
import { createReplayClock } from '../domain/replay-clock.ts';
import { staySignedIn } from './callers.ts';
import { openTestHouse, type TestHouse } from './house.ts';

/** A model that sorts messages by how urgent they are, through the whole house: from the own page to the people who are told. */

const NOON = Temporal.Instant.from('2026-03-20T12:00Z').epochMilliseconds;
const PLAIN = 'the kettle of my aunt sings on tuesdays';
const verdict = (urgency: string, kind = 'none') => content({ urgency, kind, because: 'the kettle' });

let model: ScriptedEndpoint;
let house: TestHouse;
beforeEach(async () => {
  model = await scriptedEndpoint(verdict('not'));
  house = await openTestHouse({
    clock: createReplayClock(NOON),
    settings: {
      http: { port: 0, requestsPerMinute: 100_000 },
      clinic: { name: 'Clinic', zone: 'Europe/London', language: 'en' },
      triage: { baseUrl: model.baseUrl, model: 'sorter', timeoutMs: 500, attempts: 1 },
    },
  });
  await house.moveIn('p1', ['meter-1']);
  for (const role of ['doctor', 'coordinator'] as const)
    await staySignedIn(house, { id: role, name: `Demo ${role}`, role, language: 'en' });
});
afterEach(async () => {
  await house.close();
  await model[Symbol.asyncDispose]();
});

async function call(method: string, path: string, body?: unknown, role = 'doctor') {
  const answer = await fetch(`${house.url}/api/v1${path}`, {
    method,
    headers: {
      'hearth-request': '1',
      cookie: `hearth=of-${role}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  return text === '' ? undefined : JSON.parse(text);
}
const token = async () => (await call('POST', '/patients/p1/own-page', undefined, 'coordinator')).path.slice(3);
let asked = 0;
const ask = async (text: string): Promise<OwnConversation> =>
  call('POST', `/own-page/${await token()}/messages`, { id: `message-${asked++}`, text });
const own = async (): Promise<OwnConversation> => call('GET', `/own-page/${await token()}/conversation`);
const trail = async () => {
  const [conversation] = await house.store.conversations.of('p1', 9);
  return (await call('GET', `/conversations/${conversation!.id}`)).said.at(-1).trail;
};

test('danger in words that no list knows: the fixed text, the alert and the people, and the console tells who saw it', async () => {
  model.answer(verdict('emergency', 'stroke'));
  expect((await ask(PLAIN)).thinking).toBe(true);
  await house.settle();
  expect((await own()).said.at(-1)!.text).toContain('This may be a stroke, and every minute counts: call the emergency number (999) now');
  expect(await house.store.alerts.open('p1')).toMatchObject([{ severity: 'high', rule: { id: 'answers.said.stroke' } }]);
  const told = (await house.store.inbox.of('p1', 99)).filter(({ address }) => address.startsWith('team:'));
  expect(told.map(({ address }) => address)).toEqual(expect.arrayContaining(['team:doctor', 'team:coordinator']));
  expect(told.every(({ text }) => text.includes(PLAIN))).toBe(true);
  expect(await trail()).toMatchObject({ triage: { by: 'sorter', urgency: 'emergency', kind: 'stroke', because: 'the kettle' } });
  // Once more, however often it is looked at.
  await house.settle();
  expect(await house.store.alerts.open('p1')).toHaveLength(1);
  expect(model.requests).toHaveLength(1);
});

test('what it finds worrying is a doctor’s within the hour', async () => {
  model.answer(verdict('worrying'));
  await ask(PLAIN);
  await house.settle();
  expect(await own()).toMatchObject({ waiting: { role: 'doctor', by: NOON + HOUR } });
  expect((await own()).said.at(-1)!.text).toContain('may need help at once');
});

test('down: the message is a person’s as soon as without it, and the words of danger need no model', async () => {
  model.answer(status(500));
  await ask(PLAIN);
  await house.settle();
  expect(await own()).toMatchObject({ waiting: { role: 'doctor', by: NOON + 2 * HOUR } });
  expect((await trail()).triage).toMatchObject({ failed: expect.stringContaining('unavailable') });
  const before = model.requests.length;
  expect((await ask('I have chest pain')).said.at(-1)!.text).toContain('call the emergency number (999) now');
  await house.settle();
  expect(model.requests).toHaveLength(before);
});
