import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { DecodeError } from '../decoder.ts';
import { dialectStands } from '../dialect-stands.ts';
import { nightscoutV3 } from './nightscout-v3.ts';

const samples = JSON.parse(readFileSync(new URL('nightscout-v3.samples.json', import.meta.url), 'utf8'));
const decode = (said: unknown) =>
  nightscoutV3.decode(Buffer.from(JSON.stringify(said)), { received: Date.UTC(2026, 2, 1, 12), zone: 'Europe/Berlin', topic: '' });
const sgv = (more: object = {}) => ({ ...samples.base, type: 'sgv', sgv: 120, direction: 'Flat', noise: 1, units: 'mg', ...more });

dialectStands(nightscoutV3, [sgv(), [sgv(), sgv({ units: 'mmol', sgv: 6.7 })], { status: 200, result: [sgv()] }]);

test.each<number | string>(samples.moments)('a moment may be %j', (date) => {
  const [{ at } = { at: 0 }] = decode(sgv({ date }));
  expect(Math.floor(at / 1000)).toBe(1_525_383_610);
});

test.each([
  ['mg', sgv(), { reported: { value: 120, unit: 'mg/dL' }, specimen: 'interstitial' }],
  ['mmol', sgv({ units: 'mmol', sgv: 6.7 }), { glucoseMmolL: 6.7, reported: { value: 6.7, unit: 'mmol/L' } }],
  ['none: as in v1', sgv({ units: undefined }), { reported: { value: 120, unit: 'mg/dL' } }],
  ['a finger stick', { ...samples.base, type: 'mbg', mbg: 5.6, units: 'mmol' }, { specimen: 'capillary', glucoseMmolL: 5.6 }],
  ['HI in mmol', sgv({ units: 'mmol', sgv: 22.3 }), { beyond: 'high' }],
])('unit %s', (_, entry, expected) => {
  for (const said of [entry, [entry], { status: 200, result: [entry] }]) expect(decode(said)).toEqual([expect.objectContaining(expected)]);
});

test.each([
  [
    'taken back',
    { status: 200, result: [sgv({ date: 1_525_383_310_088 }), sgv({ isValid: false })] },
    '/result/1/isValid: a value is taken back',
  ],
  ['mmol without saying so', sgv({ units: undefined, mbg: 5.6, type: 'mbg' }), '5.6 mmol/L would be 101 mg/dL'],
  ['a treatment', { ...samples.base, eventType: 'Meal Bolus', insulin: 8.1 }, '/type'],
  ['an empty answer', { status: 200, result: [] }, 'no entry holds'],
])('%s waits for a person', (_, said, sentence) => {
  expect(() => decode(said)).toThrow(DecodeError);
  expect(() => decode(said)).toThrow(sentence);
});
