import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { NothingToKeep } from '../decoder.ts';
import { dialectStands } from '../dialect-stands.ts';
import { esphome } from './esphome.ts';

const samples = JSON.parse(readFileSync(new URL('esphome.samples.json', import.meta.url), 'utf8'));
const decode = (name: string, text: string) =>
  esphome.decode(Buffer.from(text), {
    received: Date.UTC(2026, 2, 1, 12, 0, 30),
    zone: 'Europe/Berlin',
    topic: `hearth/v1/scale-1/esphome/${name}`,
  });

for (const name of [samples.weighs, 'blood_glucose_mg_dl', 'spo2', 'heart_rate', 'body_temperature'])
  dialectStands(esphome, [72.45, 5.6, 98], `hearth/v1/node/esphome/${name}`);

test.each([
  [samples.weighs, '72.45', { kind: 'weight', weightKg: 72.45 }],
  ['scale_weight_lb', '150', { kind: 'weight', reported: { value: 150, unit: 'lb' } }],
  ['Blood Glucose mg-dL', '101', { kind: 'glucose', reported: { value: 101, unit: 'mg/dL' } }],
  ['glucose_mmol_l', '5.6', { kind: 'glucose', glucoseMmolL: 5.6 }],
  ['glucose_mg_dl', 'LOW', { beyond: 'low', reported: { value: 20, unit: 'mg/dL' } }],
  ['glucose_mmol_l', 'Hi', { beyond: 'high', reported: { value: 33.3, unit: 'mmol/L' } }],
  ['anna_body_temperature', '38.2', { kind: 'temperature', temperatureC: 38.2 }],
  ['body_temperature_f', '100.4', { kind: 'temperature', temperatureC: 38 }],
  ['oximeter_spo2', '97', { kind: 'oxygen-saturation', saturationPercent: 97 }],
  ['strap-heart-rate', '71.0', { kind: 'heart-rate', pulsePerMin: 71 }],
])('%s %s', (name, text, expected) => {
  const [reading, ...others] = decode(name, text);
  expect(others).toEqual([]);
  expect(reading).toMatchObject({ ...expected, at: Date.UTC(2026, 2, 1, 12), clock: 'server' });
});

test.each([
  ...samples.measuresElse.map((name: string) => [name, '21.5']),
  ['uptime', '512'],
  ['wifi_signal_heart', '-61'],
  [samples.weighs, 'nan'],
  ['heart_rate', 'unavailable'],
])('%s %s is passed over', (name, text) => {
  expect(() => decode(name, text)).toThrow(NothingToKeep);
});

test.each([
  ['systolic', '138', 'a blood pressure is two numbers at once'],
  ['blood_glucose', '5.6', 'the unit must be mg/dL or mmol/L'],
  ['blood_glucose', 'LO', 'the unit must be mg/dL or mmol/L'],
  [samples.weighs, 'LO', 'is no number'],
  ['glucose_mg_dl', '5.6', '5.6 mmol/L would be 101 mg/dL'],
  [samples.weighs, '0x48', 'is no number'],
  [samples.weighs, '7'.repeat(80), '80 bytes are no number'],
])('%s %s waits for a person', (name, text, sentence) => {
  expect(() => decode(name, text)).not.toThrow(NothingToKeep);
  expect(() => decode(name, text)).toThrow(sentence);
});
