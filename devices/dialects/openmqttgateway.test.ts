import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { NothingToKeep } from '../decoder.ts';
import { dialectStands } from '../dialect-stands.ts';
import { openMqttGateway } from './openmqttgateway.ts';

interface Scale {
  readonly weighing_mode: string;
  readonly unit: string;
  readonly weight: number;
}
const samples = JSON.parse(readFileSync(new URL('openmqttgateway.samples.json', import.meta.url), 'utf8')) as {
  readonly scales: readonly Scale[];
  readonly others: readonly { readonly payload: object }[];
};
const NOON = Date.UTC(2026, 2, 1, 12);
const ID = { id: 'C8:47:8C:1A:2B:3C', rssi: -70 };
const decode = (said: unknown, received = NOON) =>
  openMqttGateway.decode(Buffer.from(JSON.stringify(said)), { received, zone: 'Europe/Berlin', topic: '' });

dialectStands(openMqttGateway, [...samples.scales.map((said) => ({ ...ID, ...said })), ...samples.others.map(({ payload }) => payload)]);

test.each(samples.scales.filter(({ weighing_mode }) => weighing_mode === 'person'))('a person: $weight $unit', (said) => {
  const [reading, ...others] = decode({ ...ID, ...said });
  expect(others).toEqual([]);
  const kg = said.unit === 'lb' ? said.weight * 0.45359237 : said.weight;
  expect(reading).toMatchObject({ kind: 'weight', clock: 'server', quality: ['unstamped'] });
  expect((reading as { weightKg: number }).weightKg).toBeCloseTo(kg, 9);
});

test.each(samples.scales.filter(({ weighing_mode }) => weighing_mode === 'object'))('$weight $unit of an object', (said) => {
  expect(() => decode({ ...ID, ...said })).toThrow(NothingToKeep);
});

test.each(samples.others)('passed over: $payload', ({ payload }) => {
  expect(() => decode(payload)).toThrow(NothingToKeep);
});

test('a strap', () => {
  const said = { ...ID, brand: 'Polar', model: 'Heart Rate Sensor', model_id: 'H10', bpm: 71 };
  expect(decode(said)).toEqual([expect.objectContaining({ kind: 'heart-rate', pulsePerMin: 71 })]);
});

test('one weighing is broadcast for seconds, and is one reading', () => {
  const said = { ...ID, ...samples.scales[0] };
  const moments = [0, 900, 14_000, 59_999].map((ms) => decode(said, NOON + ms)[0]!.at);
  expect(new Set(moments)).toEqual(new Set([NOON]));
  expect(decode(said, NOON + 60_000)[0]!.at).toBe(NOON + 60_000);
});

test('the sensor is the MAC, however it is written; without one nobody knows who spoke', () => {
  const sensorOf = (id: unknown) => openMqttGateway.sensorOf!(Buffer.from(JSON.stringify({ id })));
  for (const id of ['C8:47:8C:1A:2B:3C', 'c8:47:8c:1a:2b:3c', 'C8478C1A2B3C']) expect(sensorOf(id)).toBe('c8478c1a2b3c');
  for (const id of [undefined, '', 'other-device', 5, 'C8:47:8C:1A:2B:3C:4D']) expect(() => sensorOf(id)).toThrow('/id');
});

test('a weight without its unit waits for a person', () => {
  expect(() => decode({ ...ID, weight: 144.9 })).toThrow('/unit');
});
