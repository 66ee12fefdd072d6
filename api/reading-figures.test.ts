import { afterAll, beforeAll, expect, test } from 'vitest';
import { DAY, HOUR, MINUTE } from '../domain/clock.ts';
import { createReplayClock } from '../domain/replay-clock.ts';
import { hashKey } from '../house/secrets.ts';
import { glucose, openTestHouse, type TestHouse } from '../tests/house.ts';
import type { FiguresView } from './figures-contract.ts';

/** The figures of a long period, through the front door, from readings that came over MQTT. */

const NOON = Date.parse('2026-03-20T12:00:00Z');
const clock = createReplayClock(NOON);
let house: TestHouse;

beforeAll(async () => {
  house = await openTestHouse({ clock });
  await house.moveIn('p1', ['meter-1', 'watch-1']);
  await house.store.transact(async (records) => {
    await records.users.save({ id: 'li', name: 'Dr Li', role: 'doctor', language: 'en' });
    await records.sessions.open({ keyHash: hashKey('li'), user: 'li', since: 0, seen: NOON, until: NOON + DAY, once: false });
  });
});
afterAll(() => house.close());

const ask = (query: string, patient = 'p1') =>
  fetch(`${house.url}/api/v1/patients/${patient}/readings/figures?${query}`, { headers: { cookie: 'hearth=li' } });
const figures = async (kind: string, from: number, to: number) =>
  (await (await ask(`kind=${kind}&from=${from}&to=${to}`)).json()) as FiguresView;

test('glucose of 60 days: every reading that counts, each against the limit of its own unit', async () => {
  const meter = await house.connect('meter-1');
  const said = [
    ['mg/dL', 70],
    ['mmol/L', 3.8],
    ['mg/dL', 180],
    ['mmol/L', 10.1],
  ] as const;
  for (const [i, [unit, value]] of said.entries())
    await meter.publishAsync('hearth/v1/meter-1/readings', glucose(value, NOON - (i * 19 + 1) * DAY, { unit, sequence: i }), { qos: 1 });
  // No blood; and one that lies outside of the period.
  await meter.publishAsync('hearth/v1/meter-1/readings', glucose(2, NOON - DAY - HOUR, { unit: 'mmol/L', sequence: 8, fluid: 'control' }), {
    qos: 1,
  });
  await meter.publishAsync('hearth/v1/meter-1/readings', glucose(30, NOON - 80 * DAY, { unit: 'mmol/L', sequence: 9 }), { qos: 1 });
  await meter.endAsync();
  const found = await figures('glucose', NOON - 60 * DAY, NOON);
  expect(found).toMatchObject({ n: 4, lowest: 3.8, highest: 10.1, lo: false, hi: false, shares: { below: 25, inside: 50, above: 25 } });
  expect(found.mean).toBeCloseTo((70 / 18.0156 + 3.8 + 180 / 18.0156 + 10.1) / 4, 9);
});

test('a sensor: how much of it there is for its shares to stand for the patient', async () => {
  await house.moveIn('p2', ['sensor-2']);
  const reading = (i: number) => ({
    kind: 'glucose',
    value: 120,
    unit: 'mg/dL',
    at: NOON - i * 5 * MINUTE,
    sequence: i,
    specimen: 'interstitial',
  });
  const sensor = await house.connect('sensor-2');
  const send = async (from: number, to: number) => {
    for (let i = from; i < to; i += 200)
      await sensor.publishAsync(
        'hearth/v1/sensor-2/readings',
        JSON.stringify(Array.from({ length: Math.min(200, to - i) }, (_, k) => reading(i + k + 1))),
        { qos: 1 },
      );
  };
  const worn = async () => (await (await ask(`kind=glucose&from=${NOON - 30 * DAY}&to=${NOON}`, 'p2')).json()) as FiguresView;
  await send(0, 400);
  expect(await worn()).toMatchObject({ n: 400, sensor: true, short: { have: 400, need: 2823 } });
  await send(400, 3000);
  await sensor.endAsync();
  const full = await worn();
  expect([full.n, full.sensor, full.short]).toEqual([3000, true, undefined]);
  expect((await figures('glucose', NOON - 60 * DAY, NOON)).sensor).toBe(false);
});

test('finger-sticks and a second sensor change no figure of the sensor that was worn', async () => {
  await house.moveIn('p3', ['sensor-3', 'sensor-4', 'meter-3']);
  const send = async (device: string, count: number, value: number, minute: number, more: object) => {
    const sender = await house.connect(device);
    const said = Array.from({ length: count }, (_, i) => ({
      kind: 'glucose',
      value,
      unit: 'mmol/L',
      at: NOON - DAY + i * 5 * MINUTE + minute * MINUTE,
      sequence: i,
      ...more,
    }));
    await sender.publishAsync(`hearth/v1/${device}/readings`, JSON.stringify(said), { qos: 1 });
    await sender.endAsync();
  };
  const asked = async () => (await (await ask(`kind=glucose&from=${NOON - 30 * DAY}&to=${NOON}`, 'p3')).json()) as FiguresView;
  await send('sensor-3', 200, 6, 0, { specimen: 'interstitial' });
  const alone = await asked();
  expect(alone).toMatchObject({ n: 200, mean: 6, highest: 6, sensor: true, short: { have: 200 } });
  await send('sensor-4', 100, 12, 2, { specimen: 'interstitial' });
  await send('meter-3', 9, 15, 1, { specimen: 'capillary' });
  expect(await asked()).toEqual(alone);
});

test('steps are of whole days, and their mean stands on six of them', async () => {
  const watch = await house.connect('watch-1');
  const midnight = Date.parse('2026-03-19T00:00:00Z');
  const day = (i: number) => ({ kind: 'activity', at: midnight - i * DAY, minutes: 1440, steps: 4_000 + i * 100, sequence: i });
  for (let i = 0; i < 5; i++) await watch.publishAsync('hearth/v1/watch-1/readings', JSON.stringify(day(i)), { qos: 1 });
  expect(await figures('activity', NOON - 40 * DAY, NOON)).toEqual({ n: 5, lowest: 4_000, highest: 4_400, lo: false, hi: false });
  await watch.publishAsync('hearth/v1/watch-1/readings', JSON.stringify(day(5)), { qos: 1 });
  await watch.endAsync();
  expect(await figures('activity', NOON - 40 * DAY, NOON)).toMatchObject({ n: 6, mean: 4_250, highest: 4_500 });
});

test('nothing measured is no figure; a wrong question is one sentence', async () => {
  expect(await figures('weight', NOON - 40 * DAY, NOON)).toEqual({ n: 0, lo: false, hi: false });
  expect((await ask(`kind=weight&from=${NOON}&to=${NOON - MINUTE}`)).status).toBe(400);
  expect((await ask(`kind=blood-pressure&from=0&to=${NOON}`)).status).toBe(400);
  expect((await ask(`kind=weight&from=${NOON - DAY}&to=${NOON}`, 'nobody')).status).toBe(404);
});
