import { afterAll, beforeAll, expect, test } from 'vitest';
import { MINUTE } from '../domain/clock.ts';
import { Contact } from '../domain/contact.ts';
import { createReplayClock } from '../domain/replay-clock.ts';
import { type ScriptedHttp, scriptedHttp } from '../notifier/scripted-http.ts';
import { openTestHouse, type TestHouse } from './house.ts';

/** An emergency in a patient's message, and who at home hears of it: a whole house, WeCom played by a real server. */

const NOON = Temporal.Instant.from('2026-03-20T12:00Z').epochMilliseconds;
const clock = createReplayClock(NOON);
let house: TestHouse;
let wecom: ScriptedHttp;
beforeAll(async () => {
  wecom = await scriptedHttp(({ url }) =>
    url.pathname.endsWith('gettoken')
      ? { json: { errcode: 0, access_token: 't', expires_in: 7200 } }
      : { json: { errcode: 0, msgid: 'm' } },
  );
  house = await openTestHouse({
    clock,
    settings: { channels: { inbox: {}, wecom: { corpId: 'ww01', secret: 'a secret nobody reads', agentId: 1, baseUrl: wecom.url } } },
  });
  await house.moveIn('p1', ['phone-1']);
  const caregivers = [
    { id: 'bea', name: 'Bea', addresses: { wecom: 'bea' }, consent: { ways: ['wecom'], at: NOON, by: 'nurse' } },
    // Was never asked.
    { id: 'cy', name: 'Cy', addresses: { wecom: 'cy' } },
  ];
  await house.store.transact((records) => records.contacts.save('patient:p1', Contact.parse({ caregivers })));
});
afterAll(async () => {
  await house.close();
  await wecom.close();
});

const write = (id: string, text: string) =>
  fetch(`${house.url}/api/v1/replies`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa('phone-1:secret of phone-1')}`, 'content-type': 'application/json' },
    body: JSON.stringify({ id, text }),
  });
const told = () =>
  wecom.heard
    .filter(({ url }) => url.pathname.endsWith('/send'))
    .map(({ body }) => JSON.parse(body.toString()) as { touser: string; text: { content: string } });

test('the caregivers who agreed hear of it at once and without the patient’s words, in the commit in which it was heard', async () => {
  expect((await write('1', 'I have a terrible pain in my chest')).status).toBe(200);
  expect((await house.store.outbox.of('p1', 9)).map(({ message }) => message.to.role).toSorted()).toEqual([
    'caregiver',
    'coordinator',
    'doctor',
    'patient',
  ]);
  await house.settle();
  expect(told().map(({ touser }) => touser)).toEqual(['bea']);
  const { text } = told()[0]!;
  expect(text.content).toContain('Please look after the person you care for');
  expect(text.content).toContain('call the emergency number');
  expect(text.content).not.toMatch(/terrible|answers\.said/);
});

test('writing it again tells them nothing new; when nobody answers they are told again', async () => {
  await write('2', 'the pain in my chest is getting worse');
  await house.settle();
  expect(told()).toHaveLength(1);
  for (const after of [11, 26]) {
    clock.advance(NOON + after * MINUTE);
    await house.settle();
    await house.settle();
  }
  expect(told().map(({ touser }) => touser)).toEqual(Array(told().length).fill('bea'));
  expect(told().some(({ text }) => text.content.includes('has not answered our question'))).toBe(true);
  expect(await house.store.outbox.dead(9)).toEqual([]);
});

test('where nobody at home is to be told, nobody hears that it failed', async () => {
  await house.store.transact((records) => records.contacts.save('patient:p1', Contact.parse({})));
  await write('3', 'I want to die');
  await house.settle();
  const caregivers = (await house.store.outbox.of('p1', 99)).filter(({ message }) => message.to.role === 'caregiver');
  expect(caregivers.some(({ delivery }) => delivery.is === 'expired')).toBe(true);
  expect((await house.store.outbox.of('p1', 99)).filter(({ message }) => message.template === 'delivery.failed')).toEqual([]);
});
