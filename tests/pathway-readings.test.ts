import type { MqttClient } from 'mqtt';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { MINUTE } from '../domain/clock.ts';
import { createReplayClock, type ReplayClock } from '../domain/replay-clock.ts';
import { glucose, openTestHouse, type TestHouse } from './house.ts';
import { passTime } from './pass-time.ts';

/** What pathways make of the readings that come while they run: the whole house, from the meter's publish to the patient's inbox, on a clock that is moved. */

const NOON = Date.UTC(2026, 2, 30, 11);
let clock: ReplayClock;
let house: TestHouse;
let meter: MqttClient;
let sequence: number;
beforeEach(async () => {
  clock = createReplayClock(NOON);
  house = await openTestHouse({ clock });
  await house.moveIn('p1', ['meter-1']);
  meter = await house.connect('meter-1');
  sequence = 0;
});
afterEach(async () => {
  await meter.endAsync();
  await house.close();
});

const until = (minute: number) => passTime(house, clock, NOON + minute * MINUTE);
const at = async (minute: number, body: Record<string, unknown>) => {
  await until(minute);
  await meter.publishAsync('hearth/v1/meter-1/readings', JSON.stringify({ at: clock.now(), sequence: ++sequence, ...body }), { qos: 1 });
  await house.settle();
};
const measure = (minute: number, value: number, taken = minute) =>
  at(minute, { ...JSON.parse(String(glucose(value, NOON + taken * MINUTE))) });
const press = (minute: number, systolic: number, diastolic: number) =>
  at(minute, { kind: 'blood-pressure', systolic, diastolic, unit: 'mmHg' });
/** What pathways said, with the minute. */
const said = async () =>
  (await house.store.outbox.of('p1', 99))
    .filter(({ message, delivery }) => message.values.step !== undefined && delivery.is !== 'gathered')
    .map(({ message }) => ({ minute: (message.due - NOON) / MINUTE, what: `${message.values.step} ${message.to.role}` }))
    .sort((a, b) => a.minute - b.minute || (a.what < b.what ? -1 : 1))
    .map(({ minute, what }) => `${minute} ${what}`);
const open = async () => (await house.store.alerts.open('p1')).map(({ rule }) => rule.id);
const answer = async (option: string) => {
  const [asked] = await house.store.followUps.open('p1');
  const page = await ownPage();
  const response = await fetch(`${house.url}/api/v1/own-page/${page}/follow-ups/${asked!.id}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ option }),
  });
  expect(response.status).toBe(200);
  await house.settle();
};
/** The token of the signed link in the newest message that has one. */
const ownPage = async () => {
  const letter = (await house.store.inbox.of('p1', 20)).find(({ address, text }) => address === 'p1' && text.includes('/p/'));
  return /\/p\/([\w.-]+)/.exec(letter!.text)![1]!;
};

test.each([
  ['very high, then low', [19, 3.2], ['glucose.low'], ['drink+signs', 'treat']],
  ['low, then very high', [3.2, 20], ['glucose.very-high'], ['treat', 'drink+signs']],
  ['low, then high', [3.2, 15], ['glucose.high'], ['treat']],
  ['low, then neither', [3.2, 6], [], ['treat', 'recovered']],
  ['very high, then neither', [19, 9], [], ['drink+signs', 'recovered']],
] as const)('%s: a recovery is told of a reading that is one, and of no other', async (_what, [first, second], left, steps) => {
  await measure(0, first);
  await measure(5, second);
  expect(await open()).toEqual(left);
  expect((await said()).map((line) => line.split(' ')[1])).toEqual(steps);
});

test('a crisis that turns into a pressure which is too low is no recovery', async () => {
  await press(0, 190, 125);
  await press(6, 75, 40);
  expect(await open()).toEqual(['bp.low']);
  expect(await said()).toEqual(['0 sit-down+symptoms patient']);
  const told = (await house.store.outbox.of('p1', 9)).filter(({ message }) => message.to.role === 'patient');
  expect(told.map(({ message }) => message.template)).toContain('alert.patient');
});

test('still low by the meter: the sugar comes again, whatever is answered, at most three times; then family and team', async () => {
  await measure(0, 3.4);
  await measure(15.5, 3.1);
  expect(await said()).toEqual(['0 treat patient', '15 feel patient', '15.5 treat#2 patient']);
  await until(31);
  await answer('better');
  await measure(40, 3.1);
  await until(56);
  await measure(57, 3.2);
  await until(120);
  expect(await said()).toEqual([
    '0 treat patient',
    '15 feel patient',
    '15.5 treat#2 patient',
    '30.5 feel#2 patient',
    '31 better-text#2 patient',
    '40 treat#3 patient',
    '55 feel#3 patient',
    '57 still-low-home#3 caregiver',
    '57 still-low-task#3 coordinator',
    '57 still-low-task#3 doctor',
    '57 still-low-text#3 patient',
  ]);
});

test('a reading that comes late counts by when it was taken, and the end is the same', async () => {
  await measure(0, 3.4);
  await until(16);
  await answer('better');
  await measure(20, 3.1, 14); // taken a minute before anybody asked
  expect((await said()).at(-1)).toBe('20 treat#2 patient');
  await measure(25, 6.1);
  await measure(26, 3.3, 12); // older than what ended it
  expect(await open()).toEqual([]);
  expect((await said()).at(-1)).toBe('25 recovered#2 patient');
  expect(await house.store.runs.open('p1')).toEqual([]);
});

test('a crisis without symptoms: measured after the rest and as high, a doctor hears of it at once and not twenty minutes later', async () => {
  await press(0, 190, 125);
  await until(2);
  await answer('none');
  await press(3, 191, 124); // sooner than five minutes
  expect((await said()).at(-1)).toBe('2 measure-again patient');
  await press(6, 188, 122);
  expect((await said()).slice(-3)).toEqual(['6 still-high coordinator', '6 still-high doctor', '6 still-high-text patient']);
});

test('a value that is corrected so that nothing was low: whoever was told is told so, as urgently, once, in the same transaction', async () => {
  await house.store.transact((records) => records.users.save({ id: 'wen', name: 'Demo Wen', role: 'coordinator', language: 'zh-CN' }));
  await measure(0, 2.5);
  sequence = 0;
  await until(3);
  await meter.publishAsync(
    'hearth/v1/meter-1/readings',
    JSON.stringify({ kind: 'glucose', at: NOON, sequence: 1, value: 7.5, unit: 'mmol/L' }),
    {
      qos: 1,
    },
  );
  const written = (await house.store.outbox.of('p1', 99)).filter(({ message }) => message.template.startsWith('reading.corrected'));
  expect(written.map(({ message: { to, template, urgent } }) => `${to.role} ${template} ${urgent}`).sort()).toEqual([
    'coordinator reading.corrected.team true',
    'doctor reading.corrected.team true',
    'patient reading.corrected true',
  ]);
  await house.settle();
  expect(await open()).toEqual([]);
  expect(await house.store.runs.open('p1')).toEqual([]);
  const inbox = (await house.store.inbox.of('p1', 99)).filter(({ at: when }) => when > NOON + MINUTE);
  const patients = inbox.filter(({ address }) => address === 'p1');
  expect(patients).toHaveLength(1);
  expect(patients[0]!.text).toContain('What we had heard: 2.5 mmol/L');
  expect(patients[0]!.text).toContain('What it really was: 7.5 mmol/L');
  expect(inbox.find(({ subject }) => subject.includes('已更正'))?.text).toContain('更正后：7.5 mmol/L');

  // Heard again it is the same correction, and nobody hears of it again.
  await meter.publishAsync(
    'hearth/v1/meter-1/readings',
    JSON.stringify({ kind: 'glucose', at: NOON, sequence: 1, value: 7.5, unit: 'mmol/L' }),
    {
      qos: 1,
    },
  );
  await house.settle();
  expect((await house.store.outbox.of('p1', 99)).filter(({ message }) => message.template.startsWith('reading.corrected'))).toHaveLength(3);
});

test('a correction that leaves the alert as it is says nothing', async () => {
  await measure(0, 2.5);
  sequence = 0;
  await at(3, { kind: 'glucose', at: NOON, value: 2.6, unit: 'mmol/L' });
  expect(await open()).toEqual(['glucose.very-low']);
  expect((await house.store.outbox.of('p1', 99)).filter(({ message }) => message.template.startsWith('reading.'))).toEqual([]);
});
