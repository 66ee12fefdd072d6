import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { e164 } from '../domain/contact.ts';
import { createReplayClock } from '../domain/replay-clock.ts';
import { type ScriptedHttp, scriptedHttp } from '../notifier/scripted-http.ts';
import { createCallers } from '../tests/callers.ts';
import { openTestHouse, type TestHouse } from '../tests/house.ts';
import type { DeadLetter, PersonReach, SendView } from './reach-contract.ts';

/** A test of the alarm, from the button to the receipt: a real house, and an SMS provider that plays Twilio. */
const NOON = Date.UTC(2026, 2, 2, 12);
const authToken = 'an auth token nobody reads';
const clock = createReplayClock(NOON);
let house: TestHouse;
let provider: ScriptedHttp;
let answer: { status: number; json: unknown };
const { call: ask, hire } = createCallers(() => house, clock.now);
const taken = { status: 201, json: { sid: `SM${'a'.repeat(32)}` } };

beforeAll(async () => {
  provider = await scriptedHttp(() => answer);
  const port = await freePort();
  house = await openTestHouse({
    clock,
    settings: {
      http: { port, publicUrl: `http://127.0.0.1:${port}` },
      channels: {
        inbox: {},
        twilio: { accountSid: `AC${'0'.repeat(32)}`, secret: authToken, from: '+15005550006', baseUrl: provider.url },
        push: { contact: 'mailto:it@clinic.example' },
      },
    },
  });
  await house.moveIn('p1', []);
  await house.moveIn('p2', []);
  await house.store.transact((records) => records.identities.save('p1', { name: 'Ann', phone: '+44 7700 900123' }));
  await hire({ doctor: 'doctor', coordinator: 'coordinator' });
});
afterAll(async () => {
  await house.close();
  await provider.close();
});

async function freePort(): Promise<number> {
  const one = await scriptedHttp(() => 'nothing');
  await one.close();
  return Number(new URL(one.url).port);
}
const call = (method: string, path: string, body?: unknown, role = 'coordinator') => ask(method, path, role, body);
const all = async () => (await (await call('GET', '/patients/p1/sends')).json()) as SendView[];
const sends = async () => (await all()).filter(({ channel }) => channel !== 'inbox');
const lastForm = () => new URLSearchParams(provider.heard.at(-1)!.body.toString());

function twilioSays(url: string, form: Record<string, string>, token = authToken) {
  const said = Object.entries(form).sort(([a], [b]) => (a < b ? -1 : 1));
  const signature = createHmac('sha1', token)
    .update(url + said.map(([name, value]) => name + value).join(''))
    .digest('base64');
  return fetch(url, { method: 'POST', headers: { 'x-twilio-signature': signature }, body: new URLSearchParams(form) });
}

test('who has no way is told so; with an address and a yes, a test goes out and comes back', async () => {
  const none = await call('POST', '/patients/p1/test-alarm');
  expect(none.status).toBe(409);
  expect(await none.json()).toMatchObject({ code: 'reach.no-way' });

  await call('PUT', '/patients/p1/contact', { consent: ['sms'] });
  answer = taken;
  const asked = await call('POST', '/patients/p1/test-alarm');
  expect(await asked.json()).toEqual({ ways: 1 });
  await house.settle();
  const form = lastForm();
  expect(form.get('To')).toBe(e164('+44 7700 900123'));
  expect(form.get('Body')).toContain('It came by SMS.');
  expect(await sends()).toMatchObject([{ channel: 'twilio', person: 'patient:p1', template: 'drill', steps: { accepted: NOON } }]);
  expect(JSON.stringify(await sends())).not.toContain('7700');
});

test('what Twilio reports counts only with its signature: sent is nothing, delivered is a step', async () => {
  const url = lastForm().get('StatusCallback')!;
  const report = { MessageSid: taken.json.sid as string, MessageStatus: 'delivered' };
  expect((await twilioSays(url, report, 'another token, not ours')).status).toBe(403);
  expect((await twilioSays(url, { ...report, MessageStatus: 'sent' })).status).toBe(204);
  expect((await sends())[0]!.steps).toEqual({ accepted: NOON });
  clock.advance(NOON + 4_000);
  expect((await twilioSays(url, report)).status).toBe(204);
  expect((await sends())[0]!.steps).toEqual({ accepted: NOON, delivered: NOON + 4_000 });
  expect((await twilioSays(url.replace(/[^/]+$/, 'no-such-key'), report)).status).toBe(404);
});

test('opening the link confirms nothing, pressing the button does; a made-up link does neither', async () => {
  const path = /\/r\/(\S+)$/.exec(lastForm().get('Body')!)![1]!;
  expect(await (await call('GET', `/receipts/${path}`)).json()).toEqual({ at: NOON, channel: 'twilio' });
  expect((await sends())[0]!.steps.acknowledged).toBeUndefined();
  clock.advance(NOON + 60_000);
  expect(await (await call('POST', `/receipts/${path}`)).json()).toMatchObject({ acknowledged: NOON + 60_000 });
  clock.advance(NOON + 90_000);
  expect(await (await call('POST', `/receipts/${path}`)).json()).toMatchObject({ acknowledged: NOON + 60_000 });
  expect((await call('POST', `/receipts/${path.slice(0, -1)}${path.endsWith('x') ? 'y' : 'x'}`)).status).toBe(401);
  const everybody = (await (await call('GET', '/reach')).json()) as PersonReach[];
  expect(everybody.at(-1)).toMatchObject({
    person: 'patient:p1',
    reachable: true,
    ways: [{ channel: 'twilio', state: 'works', confirmed: NOON + 60_000 }],
  });
  expect(everybody.filter(({ reachable }) => !reachable).map(({ person }) => person)).toEqual([
    'patient:p2',
    'user:coordinator',
    'user:doctor',
  ]);
});

test('a number that is not in use is wrong from then on, and of an urgent message the coordinator is told', async () => {
  const urgent = {
    key: 'u1',
    to: { person: 'p1', role: 'patient' },
    about: 'p1',
    template: 'pathway.message',
    values: { 'text.en': 'Measure now.', 'text.zh-CN': '请现在测量。' },
    urgent: true,
    due: clock.now(),
  } as const;
  await house.store.transact((records) => records.decisions.apply([{ do: 'send', message: urgent }], clock.now()));
  await house.settle();
  const report = { MessageSid: taken.json.sid as string, MessageStatus: 'undelivered', ErrorCode: '30005' };
  expect((await twilioSays(lastForm().get('StatusCallback')!, report)).status).toBe(204);
  clock.advance(clock.now() + 61_000);
  await house.settle();
  const messages = (await house.store.outbox.of('p1', 99)).map(({ message }) => message.template);
  expect(messages).toContain('delivery.failed');
  expect((await house.store.alerts.open()).map(({ rule }) => rule.id)).toEqual(['reach.wrong-address']);
  const row = ((await (await call('GET', '/reach')).json()) as PersonReach[]).find(({ person }) => person === 'patient:p1');
  expect(row).toMatchObject({ reachable: false, ways: [{ state: 'wrong-address', why: 'the number is not in use (30005)' }] });
});

test('what was given up is listed with its reason and can be tried again', async () => {
  const message = {
    key: 'c1',
    to: { person: 'p1', role: 'caregiver' },
    about: 'p1',
    template: 'pathway.message',
    values: { 'text.en': 'Please call.', 'text.zh-CN': '请致电。' },
    urgent: false,
    due: clock.now(),
  } as const;
  await house.store.transact((records) => records.decisions.apply([{ do: 'send', message }], clock.now()));
  await house.settle();
  const dead = async () => (await (await call('GET', '/messages/dead')).json()) as DeadLetter[];
  expect(await dead()).toMatchObject([{ key: 'c1', patientName: 'Ann', to: 'caregiver', why: 'nobody is known as caregiver' }]);
  const change = { consent: ['sms'], caregivers: [{ id: 'son', name: 'Ben', addresses: { phone: '+447700900456' }, consent: ['sms'] }] };
  await call('PUT', '/patients/p1/contact', change);
  expect((await call('POST', '/messages/c1/replay')).status).toBe(204);
  await house.settle();
  expect(lastForm().get('To')).toBe('+447700900456');
  expect(await dead()).toEqual([]);
  expect((await call('POST', '/messages/c1/replay')).status).toBe(404);
});

test('a doctor tests the own alarm', async () => {
  expect((await call('POST', '/session/test-alarm', undefined, 'doctor')).status).toBe(409);
  await call('PUT', '/session/contact', { addresses: { phone: '+447700900789' } }, 'doctor');
  expect(await (await call('POST', '/session/test-alarm', undefined, 'doctor')).json()).toEqual({ ways: 1 });
  await house.settle();
  expect(lastForm().get('To')).toBe('+447700900789');
});

test('on the own page: what is on the screen is read; fewer messages; this browser too', async () => {
  const { path } = (await (await call('POST', '/patients/p1/own-page')).json()) as { path: string };
  const own = path.replace('/p/', '/own-page/');
  expect(await (await call('GET', `${own}/ways`)).json()).toMatchObject({
    nonUrgent: 'all',
    browsers: 0,
    pushKey: expect.stringMatching(/^B[\w-]{86}$/),
  });
  expect(await (await call('PUT', `${own}/ways`, { nonUrgent: 'off' })).json()).toMatchObject({ nonUrgent: 'off' });
  const browser = { endpoint: 'https://push.example.org/abc', p256dh: 'B'.repeat(87), auth: 'a'.repeat(22) };
  for (const _ of [1, 2]) expect(await (await call('POST', `${own}/browsers`, browser)).json()).toMatchObject({ browsers: 1 });
  const contact = (await house.store.contacts.get(['patient:p1'])).get('patient:p1');
  expect(contact?.consent).toMatchObject({ ways: ['sms', 'push'], by: 'p1' });
  const steps = async () =>
    (await all()).filter(({ channel, person }) => channel === 'inbox' && person === 'patient:p1').map((one) => one.steps.read);
  expect(await steps()).toEqual([undefined, undefined]);
  expect((await call('POST', `${own}/seen`, {})).status).toBe(204);
  expect(await steps()).toEqual([clock.now(), clock.now()]);
});

test('what was not sent in time is listed apart, with why, and cannot be tried again', async () => {
  answer = { status: 503, json: { code: 20503 } };
  const late = {
    to: { person: 'p1', role: 'patient' },
    about: 'p1',
    template: 'pathway.message',
    values: { 'text.en': 'Measure again in 15 minutes.', 'text.zh-CN': '请在 15 分钟后再测。' },
    urgent: true,
    due: clock.now(),
    expires: clock.now() + 900_000,
  } as const;
  const dead = { ...late, key: 'late-dead', to: { person: 'p2', role: 'caregiver' }, about: 'p2' } as const;
  await house.store.transact((records) =>
    records.decisions.apply(
      [{ ...late, key: 'late' }, dead].map((message) => ({ do: 'send', message })),
      clock.now(),
    ),
  );
  await house.settle();
  const listed = async (which: string) => (await (await call('GET', `/messages/${which}`)).json()) as DeadLetter[];
  expect(await listed('expired')).toEqual([]);
  expect((await listed('dead')).map(({ key }) => key)).toContain('late-dead');
  clock.advance(late.expires);
  await house.settle();
  answer = taken;
  const expired = await listed('expired');
  const sms = expired.find(({ why }) => why === 'twilio: the SMS provider is overloaded (20503)');
  expect(sms).toMatchObject({ patient: 'p1', template: 'pathway.message', urgent: true });
  expect(expired.find(({ key }) => key === 'late-dead')).toMatchObject({ patient: 'p2', why: 'nobody is known as caregiver' });
  expect((await listed('dead')).map(({ key }) => key)).not.toContain('late-dead');
  const refused = await call('POST', '/messages/late-dead/replay');
  expect([refused.status, ((await refused.json()) as { code: string }).code]).toEqual([409, 'message.too-late']);
  expect((await call('POST', `/messages/${sms!.key}/replay`)).status).toBe(409);
});
