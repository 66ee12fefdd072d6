import type { MqttClient } from 'mqtt';
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest';
import { MINUTE, SECOND } from '../domain/clock.ts';
import { Contact } from '../domain/contact.ts';
import { createReplayClock, type ReplayClock } from '../domain/replay-clock.ts';
import type { Language } from '../domain/source.ts';
import { scriptedHttp } from '../notifier/scripted-http.ts';
import { shortText } from '../notifier/short-text.ts';
import { openTestHouse, type TestHouse } from './house.ts';
import { passTime } from './pass-time.ts';

/** Semantics 11.2, from the meter's publish to the patient's inbox. */

const NOON = Date.UTC(2026, 2, 30, 11);
/** What an SMS holds unless the clinic says otherwise: see notifier/channels/twilio.ts. */
const SMS = 1000;
let clock: ReplayClock;
let house: TestHouse;
let meter: MqttClient;
beforeEach(() => {
  clock = createReplayClock(NOON);
});
afterEach(async () => {
  await meter.endAsync();
  await house.close();
});
async function moveIn(language: Language = 'en', settings: Record<string, unknown> = {}) {
  house = await openTestHouse({ clock, settings });
  await house.moveIn('p1', ['meter-1'], { language, zone: language === 'en' ? 'Europe/London' : 'Asia/Shanghai' });
  meter = await house.connect('meter-1');
}
const says = (body: Record<string, unknown>) =>
  meter.publishAsync('hearth/v1/meter-1/readings', JSON.stringify({ at: clock.now(), sequence: clock.now() - NOON, ...body }), { qos: 1 });
const letters = async () => (await house.store.inbox.of('p1', 20)).filter(({ address }) => address === 'p1');
const outbox = async () => house.store.outbox.of('p1', 99);

const glucose = (value: number) => ({ kind: 'glucose', value, unit: 'mmol/L' });
const PRESSURE = { kind: 'blood-pressure', systolic: 190, diastolic: 124, unit: 'mmHg' };

test.each([
  ['en', glucose(2.6), ['2.6 mmol/L', 'stay with you', 'fast sugar', 'Measure again after 15 minutes'], []],
  ['zh-CN', glucose(2.6), ['2.6 mmol/L', '请人陪着您', '15 克起效快的糖', '15 分钟后再测'], []],
  [
    'en',
    glucose(19),
    ['19.0 mmol/L', 'Drink plenty of water', 'get medical help at once', 'Do you have any of these now'],
    ['None of them', 'I am not sure'],
  ],
  ['zh-CN', glucose(19), ['19.0 mmol/L', '请多喝白开水', '您现在有没有'], ['都没有', '说不准']],
  ['en', PRESSURE, ['190/124 mmHg', 'sit down', 'Do you have any of these now'], ['Yes, one or more', 'None of them']],
  ['zh-CN', PRESSURE, ['190/124 mmHg', '坐下', '您现在有没有'], ['有其中一种或几种', '都没有']],
] as const)(
  '%s, %o: one urgent message holds what was measured, what to do and the question',
  async (language, reading, words, options) => {
    await moveIn(language);
    await says(reading);
    await house.settle();
    const [letter, ...more] = await letters();
    expect(more).toEqual([]);
    for (const word of [...words, ...options]) expect(`${letter!.subject}\n${letter!.text}`).toContain(word);
    const link = /https?:\S+/.exec(letter!.text)?.[0];
    const sms = shortText({ subject: letter!.subject, text: letter!.text, ...(link ? { link } : {}) }, SMS);
    for (const option of options) expect(sms, 'an SMS holds the answers too').toContain(option);
    const sent = (await outbox()).filter(({ message, delivery }) => message.to.role === 'patient' && delivery.is === 'accepted');
    expect(sent.map(({ message }) => message.urgent)).toEqual([true]);
  },
);

test('the team hears what it always heard; the record of the alert holds each part and the message that it went into', async () => {
  await moveIn();
  await says(PRESSURE);
  await house.settle();
  const alert = (await house.store.alerts.open('p1'))[0]!;
  const all = await outbox();
  const team = all.filter(({ message }) => message.to.role !== 'patient');
  expect(team.map(({ message: { to, template, urgent, due } }) => `${to.role} ${template} ${urgent} ${due - NOON}`).sort()).toEqual([
    'coordinator alert.team true 0',
    'doctor alert.team true 0',
  ]);
  const patient = all.filter(({ message }) => message.to.role === 'patient');
  const letter = patient.find(({ delivery }) => delivery.is === 'accepted')!;
  expect(letter.message).toMatchObject({
    template: 'alert.question',
    alert: alert.id,
    values: { step: 'sit-down+symptoms', rule: 'bp.crisis' },
  });
  expect(letter.message.expires).toBe(NOON + 30 * MINUTE);
  const parts = patient.filter((one) => one !== letter);
  expect(parts.map(({ message }) => message.template).sort()).toEqual(['alert.patient', 'follow-up.question', 'pathway.message']);
  for (const { delivery } of parts) expect(delivery).toMatchObject({ is: 'gathered', into: letter.message.key });
});

test('no pathway begins: the alert’s own message goes out by itself after fifteen seconds, and what begins later speaks alone', async () => {
  await moveIn();
  await says(PRESSURE);
  const [waiting] = (await outbox()).filter(({ message }) => message.template === 'alert.patient');
  expect(waiting!.delivery).toMatchObject({ is: 'waiting', next: NOON + 15 * SECOND });
  const taken = await house.store.transact((records) => records.outbox.take(NOON + 15 * SECOND, 99, MINUTE));
  expect(taken.map(({ message }) => message.template)).toContain('alert.patient');
  clock.advance(NOON + 16 * SECOND);
  await house.settle();
  const opening = (await outbox()).filter(({ message }) => message.values.step !== undefined && message.to.role === 'patient');
  expect(opening.map(({ message, delivery }) => `${message.template} ${message.values.step} ${delivery.is}`).sort()).toEqual([
    'follow-up.question sit-down+symptoms accepted',
    'follow-up.question symptoms gathered',
    'pathway.message sit-down gathered',
  ]);
});

test('a pathway that begins in silence holds nothing back', async () => {
  await moveIn();
  // The symptom comes first: the emergency opens with the next pressure, and its pathway waits before it asks.
  const limit = { scope: 'p1', rule: 'bp.emergency', name: 'systolic', value: 195, by: 'doctor', reason: 'own', since: NOON };
  await house.store.transact((records) => records.thresholds.set(limit));
  await says({ ...PRESSURE, diastolic: 110 });
  await house.settle();
  const [asked] = await house.store.followUps.open('p1');
  const token = /\/p\/([\w.-]+)/.exec((await letters())[0]!.text)![1]!;
  await fetch(`${house.url}/api/v1/own-page/${token}/follow-ups/${asked!.id}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ option: 'yes-some' }),
  });
  clock.advance(NOON + 2 * MINUTE);
  await house.settle();
  const before = (await letters()).length;
  await says({ ...PRESSURE, systolic: 200, diastolic: 110 });
  await house.settle();
  expect((await house.store.alerts.open('p1')).map(({ rule }) => rule.id)).toContain('bp.emergency');
  expect((await letters()).length - before, 'on the same instant of the clock').toBe(1);
});

test('killed between the alert’s commit and the beginning of its pathway: one message after the start, and after the next start none', async () => {
  await moveIn();
  await says(PRESSURE);
  await meter.endAsync();
  const { folder } = house;
  for (const later of [SECOND, MINUTE]) {
    await house.close();
    clock.advance(clock.now() + later);
    house = await openTestHouse({ clock, folder });
    await house.settle();
    expect((await letters()).map(({ subject }) => subject)).toEqual(['Your blood pressure is very high']);
  }
});

test('corrected before the pathway has begun: what was not said yet is never said, and nobody is told that it was wrong who has not heard it', async () => {
  await moveIn();
  const sequence = 1;
  await says({ ...PRESSURE, sequence });
  await says({ ...PRESSURE, systolic: 130, diastolic: 84, sequence });
  await house.settle();
  clock.advance(NOON + MINUTE);
  await house.settle();
  expect(house.received()).toMatchObject({ accepted: 1, correction: 1 });
  expect(await letters()).toEqual([]);
  const told = (await outbox()).map(({ message: { to, template }, delivery: { is } }) => `${to.role} ${template} ${is}`);
  expect(told.sort()).toEqual([
    'coordinator alert.team accepted',
    'coordinator reading.corrected.team accepted',
    'doctor alert.team accepted',
    'doctor reading.corrected.team accepted',
    'patient alert.patient expired',
  ]);
});

test('a way that is down for longer than the instruction is of use brings what was measured, alone, once it is there again', async () => {
  let answer: { status: number; json: unknown } = { status: 500, json: {} };
  const provider = await scriptedHttp(() => answer);
  onTestFinished(() => provider.close());
  const twilio = { accountSid: `AC${'0'.repeat(32)}`, secret: 'an auth token nobody reads', from: '+15005550006', baseUrl: provider.url };
  await moveIn('en', { http: { port: 0, publicUrl: 'https://clinic.example' }, channels: { inbox: {}, twilio } });
  await house.store.transact(async (records) => {
    await records.identities.save('p1', { name: 'Ann', phone: '+447700900123' });
    await records.contacts.save('patient:p1', Contact.parse({ consent: { ways: ['sms'], at: 0, by: 'nurse' } }));
  });
  await says(PRESSURE);
  await house.settle();
  const texts = () => provider.heard.map(({ body }) => new URLSearchParams(body.toString()).get('Body')!);
  expect(texts()[0]).toContain('sit down');
  await passTime(house, clock, NOON + 40 * MINUTE);
  const refused = texts().length;
  answer = { status: 201, json: { sid: `SM${'a'.repeat(32)}` } };
  await passTime(house, clock, NOON + 100 * MINUTE);
  const taken = texts().slice(refused);
  expect(taken.filter((text) => text.includes('190/124'))).toHaveLength(1);
  expect(taken.join()).not.toContain('sit down and');
  const told = (await outbox()).filter(({ message }) => message.template === 'delivery.failed');
  expect(
    told.map(({ message }) => message.due - NOON),
    'of the reminder alone, whose time passed',
  ).toEqual([15 * MINUTE]);
});
