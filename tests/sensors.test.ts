import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Receipt } from '../domain/delivery.ts';
import { openTestHouse, type TestHouse } from './house.ts';

/** Sensors that a gateway hears: whose readings they are, and that no gateway speaks as a device that is not behind it. */

let house: TestHouse;
beforeAll(async () => {
  house = await openTestHouse();
  await house.moveIn('p1', ['hall', 'hall.c8478c1a2b3c', 'c0ffee000001']);
  await house.moveIn('p2', ['attic', 'attic.c0ffee000002']);
});
afterAll(() => house.close());

const NOON = Date.UTC(2026, 2, 1, 12);
const heardBy = (device: string, payload: object, dialect = 'openmqttgateway', received = NOON): Promise<Receipt> =>
  house.intake({ device, received, topic: `hearth/v1/${device}/${dialect}`, payload: Buffer.from(JSON.stringify(payload)) });
const scale = (id: string, weight = 61.75) => ({ id, rssi: -70, type: 'SCALE', weighing_mode: 'person', unit: 'kg', weight });
const weights = (patient: string) => house.store.readings.latest(patient, 'weight', 10);

test('a scale behind its gateway: the reading is the scale’s, and its owner’s', async () => {
  expect(await heardBy('hall', scale('C8:47:8C:1A:2B:3C'))).toMatchObject({ outcome: 'accepted' });
  expect(await weights('p1')).toEqual([expect.objectContaining({ device: 'hall.c8478c1a2b3c', weightKg: 61.75 })]);
});

test('the same broadcast again in the same minute is the same reading, and the last value stands', async () => {
  expect(await heardBy('hall', scale('c8:47:8c:1a:2b:3c'), undefined, NOON + 5_000)).toMatchObject({ outcome: 'duplicate' });
  expect(await heardBy('hall', scale('C8478C1A2B3C', 61.8), undefined, NOON + 8_000)).toMatchObject({ outcome: 'correction' });
  expect(await weights('p1')).toEqual([expect.objectContaining({ weightKg: 61.8 })]);
});

test.each([
  ['a scale that nobody enrolled', 'AA:BB:CC:00:00:01', 'no device called hall.aabbcc000001 is enrolled, a sensor that hall hears'],
  ['a device that stands by itself', 'C0:FF:EE:00:00:01', 'no device called hall.c0ffee000001 is enrolled'],
  ['a scale behind another gateway', 'C0:FF:EE:00:00:02', 'no device called hall.c0ffee000002 is enrolled'],
])('%s is not spoken for: it waits', async (_, id, why) => {
  expect(await heardBy('hall', scale(id))).toMatchObject({ outcome: 'quarantined', why: expect.stringContaining(why) });
  expect(await weights('p1')).toHaveLength(1);
  expect(await weights('p2')).toEqual([]);
});

test('once it is enrolled, what waited is replayed', async () => {
  await house.moveIn('p2', ['hall.aabbcc000001']);
  const waiting = (await house.store.quarantine.list(10)).find(({ reason }) => reason.includes('hall.aabbcc000001'));
  expect(await house.replayQuarantined(waiting!.id, 'anna')).toMatchObject({ outcome: 'accepted' });
  expect(await weights('p2')).toEqual([expect.objectContaining({ device: 'hall.aabbcc000001' })]);
});

test('what says nothing of a body is acknowledged and passed over, whoever’s it is', async () => {
  const before = (await house.store.quarantine.list(10)).length;
  const room = { id: 'A4:C1:38:6E:4A:E8', model: 'LYWSD03MMC', tempc: 14.2, hum: 56 };
  expect(await heardBy('hall', room)).toEqual({ outcome: 'passed-over', readings: [], why: expect.stringContaining('LYWSD03MMC') });
  expect(await heardBy('nobody', room)).toMatchObject({ outcome: 'quarantined', why: expect.stringContaining('unknown-device') });
  expect((await house.store.quarantine.list(10)).length).toBe(before + 1);
});

test('a device named by the MAC itself speaks for itself', async () => {
  expect(await heardBy('c0ffee000001', scale('C0:FF:EE:00:00:01', 70))).toMatchObject({ outcome: 'accepted' });
  expect((await weights('p1')).map(({ device }) => device)).toContain('c0ffee000001');
});

test('over MQTT, a bare number on the topic of its sensor', async () => {
  const node = await house.connect('hall');
  await node.publishAsync('hearth/v1/hall/esphome/mi_scale_weight', '64.2', { qos: 1 });
  await node.publishAsync('hearth/v1/hall/esphome/wifi_signal', '-61', { qos: 1 });
  await node.endAsync();
  expect((await weights('p1')).map((said) => 'weightKg' in said && said.weightKg)).toContain(64.2);
  expect(house.received()['passed-over']).toBe(2);
});
