import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { DecodeError, NothingToKeep } from '../decoder.ts';
import { dialectStands } from '../dialect-stands.ts';
import { homeAssistant } from './home-assistant.ts';

const samples = JSON.parse(readFileSync(new URL('home-assistant.samples.json', import.meta.url), 'utf8'));
const RECEIVED = Date.UTC(2026, 7, 8, 19, 45);
const decode = (said: unknown, behind = '') =>
  homeAssistant.decode(Buffer.from(typeof said === 'string' ? said : JSON.stringify(said)), {
    received: RECEIVED,
    zone: 'Europe/Berlin',
    topic: `hearth/v1/ha-1/home-assistant${behind}`,
  });
const entity = (entity_id: string, state: string, attributes: object = {}) => ({
  entity_id,
  state,
  attributes,
  last_changed: '2026-08-08T19:30:00.000000+00:00',
  last_updated: '2026-08-08T19:40:00.123456+00:00',
});

dialectStands(homeAssistant, [samples.nightscout, samples.dexcom, entity('sensor.scale_weight', '72.4', { unit_of_measurement: 'kg' })]);
dialectStands(homeAssistant, [72.4], 'hearth/v1/ha-1/home-assistant/scale_weight');

test('as the Nightscout integration has it: its own moment, not that of the poll', () => {
  const readings = decode(samples.nightscout);
  expect(readings).toEqual([expect.objectContaining({ kind: 'glucose', glucoseMmolL: 6.2, at: 1_786_218_000_000, clock: 'device' })]);
});

test('as the Dexcom integration has it: the entity’s name says what, its last writing when', () => {
  expect(decode({ entity_id: 'sensor.jane_glucose_value', ...samples.dexcom })).toEqual([
    expect.objectContaining({ reported: { value: 112, unit: 'mg/dL' }, at: Date.UTC(2026, 7, 8, 19, 40) }),
  ]);
  expect(() => decode(samples.dexcom)).toThrow(NothingToKeep);
});

test.each([
  [
    entity('sensor.withings_weight', '159.8', { unit_of_measurement: 'lb', device_class: 'weight' }),
    { reported: { value: 159.8, unit: 'lb' } },
  ],
  [entity('sensor.anna_body_temperature', '100.4', { unit_of_measurement: '°F', device_class: 'temperature' }), { temperatureC: 38 }],
  [entity('sensor.withings_heart_pulse', '64', { unit_of_measurement: 'bpm' }), { kind: 'heart-rate', pulsePerMin: 64 }],
  [entity('sensor.withings_spo2', '97', { unit_of_measurement: '%' }), { saturationPercent: 97 }],
])('%j', (said, expected) => {
  expect(decode(said)).toEqual([expect.objectContaining({ ...expected, at: Date.UTC(2026, 7, 8, 19, 40, 0, 123) })]);
});

test('two equal readings in a row are two: what counts is when it was written', () => {
  const first = entity('sensor.glucose', '101', { unit_of_measurement: 'mg/dL' });
  const second = { ...first, last_updated: '2026-08-08T19:45:00+00:00' };
  expect(decode(first)[0]!.at).not.toBe(decode(second)[0]!.at);
  expect(decode({ ...second, last_reported: '2026-08-08T19:44:00+00:00' })[0]!.at).toBe(Date.UTC(2026, 7, 8, 19, 44));
});

test('the bare state of a stream', () => {
  expect(decode('72.4', '/scale_weight')).toEqual([expect.objectContaining({ weightKg: 72.4, at: RECEIVED, clock: 'server' })]);
  for (const state of samples.statestream) expect(() => decode(state, '/entity')).toThrow(NothingToKeep);
});

test.each([
  entity('sensor.glucose', 'unavailable', { unit_of_measurement: 'mg/dL' }),
  entity('sensor.glucose', 'unknown'),
  entity('sensor.living_room_temperature', '21.5', { unit_of_measurement: '°C', device_class: 'temperature' }),
  entity('light.hall', 'on'),
])('passed over: %j', (said) => {
  expect(() => decode(said)).toThrow(NothingToKeep);
});

test.each([
  [entity('sensor.glucose', '6.2'), 'the unit must be mg/dL or mmol/L'],
  [entity('sensor.parcel', '850', { unit_of_measurement: 'g', device_class: 'weight' }), 'the unit must be kg or lb'],
  [entity('sensor.omron_systolic', '138', { unit_of_measurement: 'mmHg' }), 'two numbers at once'],
  [{ ...entity('sensor.weight', '72.4'), last_updated: undefined, last_changed: undefined }, '/last_updated'],
  [{ state: 72.4 }, '/state'],
  [{ state: '72.4', entity_id: 5 }, '/entity_id'],
])('waits for a person: %j', (said, sentence) => {
  expect(() => decode(said)).toThrow(DecodeError);
  expect(() => decode(said)).not.toThrow(NothingToKeep);
  expect(() => decode(said)).toThrow(sentence);
});
