import type { MqttClient } from 'mqtt';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { MINUTE } from '../domain/clock.ts';
import { createReplayClock, type ReplayClock } from '../domain/replay-clock.ts';
import { readRules } from '../house/packs.ts';
import { createPreview } from '../house/preview-rules.ts';
import { openTestHouse, type TestHouse } from './house.ts';

/** A pressure over MQTT, and its question answered on the patient's own page: together they are an emergency, whichever came first. */

const NOON = Date.UTC(2026, 2, 30, 11);
let clock: ReplayClock;
let house: TestHouse;
let cuff: MqttClient;
beforeEach(async () => {
  clock = createReplayClock(NOON);
  house = await openTestHouse({ clock });
  await house.moveIn('p1', ['cuff-1']);
  cuff = await house.connect('cuff-1');
});
afterEach(async () => {
  await cuff.endAsync();
  await house.close();
});

const press = async (minute: number, systolic: number, diastolic: number) => {
  clock.advance(NOON + minute * MINUTE);
  const said = { kind: 'blood-pressure', at: clock.now(), sequence: minute, systolic, diastolic, unit: 'mmHg' };
  await cuff.publishAsync('hearth/v1/cuff-1/readings', JSON.stringify(said), { qos: 1 });
  await house.settle();
};
/** By the signed link in the newest message that has one. */
const answer = async (minute: number, option: string) => {
  clock.advance(NOON + minute * MINUTE);
  await house.settle();
  const asked = (await house.store.followUps.open('p1')).find(({ options }) => options.some(({ id }) => id === option));
  const letter = (await house.store.inbox.of('p1', 20)).find(({ address, text }) => address === 'p1' && text.includes('/p/'));
  const page = /\/p\/([\w.-]+)/.exec(letter!.text)![1]!;
  const response = await fetch(`${house.url}/api/v1/own-page/${page}/follow-ups/${asked!.id}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ option }),
  });
  expect(response.status).toBe(200);
};
const open = async () => (await house.store.alerts.open('p1')).map(({ rule }) => rule.id).sort();

test('the pressure, then the symptom: the alert is committed with the answer, told, and its pathway asks whether help has come', async () => {
  await press(0, 190, 100);
  expect(await open()).toEqual(['bp.crisis']);
  await answer(2, 'yes-some');
  expect(await open(), 'before anything else has run').toEqual(['bp.crisis', 'bp.emergency']);
  const alert = (await house.store.alerts.open('p1')).find(({ rule }) => rule.id === 'bp.emergency');
  expect(alert).toMatchObject({ opened: NOON, raised: NOON + 2 * MINUTE, late: false, severity: 'high' });
  await house.settle();
  const told = (await house.store.outbox.of('p1', 99)).filter(({ message }) => message.alert === alert!.id);
  expect(told.map(({ message: { to, template } }) => `${to.role} ${template}`).sort()).toEqual([
    'coordinator alert.team',
    'doctor alert.team',
    'patient alert.pathway',
    'patient alert.patient',
  ]);
  const letters = (await house.store.inbox.of('p1', 20)).filter(({ address, at }) => address === 'p1' && at > NOON);
  expect(letters, 'what the pathway says and the alert, in one').toHaveLength(1);
  expect(letters[0]!.subject).toBe('Your blood pressure is very high, with symptoms');
  expect(letters[0]!.text).toContain('Call the emergency number (999) now');
  expect((await house.store.runs.open('p1')).map(({ pathway }) => pathway)).toEqual(['pressure-emergency']);

  const preview = createPreview({ store: house.store, rules: () => readRules([]), now: clock.now });
  clock.advance(NOON + 5 * MINUTE);
  const draft = { limits: { 'bp.emergency.systolic': 195 } };
  for await (const step of preview({ draft, of: { patient: 'p1' }, days: 1 })) {
    if (step.is !== 'result') continue;
    expect(
      step.comparison.gone.map(({ rule }) => rule),
      'the replay knows the answer',
    ).toEqual(['bp.emergency']);
  }
});

test('the symptom first: the next pressure is the emergency', async () => {
  const since = NOON;
  const limit = { scope: 'p1', rule: 'bp.emergency', name: 'systolic', value: 195, by: 'doctor', reason: 'own', since };
  await house.store.transact((records) => records.thresholds.set(limit));
  await press(0, 190, 100);
  await answer(2, 'yes-some');
  await house.settle();
  expect(await open()).toEqual(['bp.crisis']);
  await press(10, 200, 100);
  expect(await open()).toEqual(['bp.crisis', 'bp.emergency']);
});

test('no symptom is no emergency', async () => {
  await press(0, 190, 100);
  await answer(2, 'none');
  await house.settle();
  expect(await open()).toEqual(['bp.crisis']);
});
