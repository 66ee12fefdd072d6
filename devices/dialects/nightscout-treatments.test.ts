import { expect, test } from 'vitest';
import { DecodeError, NothingToKeep } from '../decoder.ts';
import { dialectStands } from '../dialect-stands.ts';
import { nightscoutTreatments } from './nightscout-treatments.ts';

const decode = (said: unknown) =>
  nightscoutTreatments.decode(Buffer.from(JSON.stringify(said)), { received: Date.UTC(2026, 2, 1, 12), zone: 'Europe/Berlin', topic: '' });

/* As in marjakapyaho/nightbear, docs/nightscout-api-samples.md, with the times of day kept and the units of each tried. */
const MEAL = { enteredBy: 'Someone', eventType: 'Carb Correction', carbs: 45, created_at: '2015-11-28T14:40:19.912Z' };
const CHECK = {
  enteredBy: 'Someone',
  eventType: 'BG Check',
  glucose: 13.5,
  glucoseType: 'Finger',
  insulin: 6,
  units: 'mmol',
  created_at: '2015-11-28T12:45:00.000Z',
};

dialectStands(nightscoutTreatments, [CHECK, [MEAL, CHECK]]);

test.each([
  ['in mmol/L', CHECK, { reported: { value: 13.5, unit: 'mmol/L' }, at: Date.UTC(2015, 10, 28, 12, 45), specimen: 'capillary' }],
  ['in mg/dL', { ...CHECK, units: 'mg/dl', glucose: 134 }, { reported: { value: 134, unit: 'mg/dL' } }],
  ['as text', { ...CHECK, units: 'mg/dl', glucose: '134' }, { reported: { value: 134, unit: 'mg/dL' } }],
  ['with milliseconds', { ...CHECK, date: 1_525_383_610_088 }, { at: 1_525_383_610_088 }],
  ['beside a meal', [MEAL, CHECK], { reported: { value: 13.5, unit: 'mmol/L' } }],
])('a finger stick %s', (_, said, expected) => {
  expect(decode(said)).toEqual([expect.objectContaining({ kind: 'glucose', ...expected })]);
});

test.each([
  ['a meal', MEAL],
  ['a glucose from the sensor', { ...CHECK, glucoseType: 'Sensor' }],
  ['what was taken back', { ...CHECK, isValid: false }],
  ['nothing', []],
])('%s is no reading, and nobody has to look', (_, said) => {
  expect(() => decode(said)).toThrow(NothingToKeep);
});

test.each([
  ['without a time', { ...CHECK, created_at: undefined }, '/created_at'],
  ['that is no number', { ...CHECK, glucose: 'high' }, '/glucose'],
  ['in mmol without saying so', { ...CHECK, units: undefined, glucose: 5.6 }, '5.6 mmol/L would be 101 mg/dL'],
])('a finger stick %s waits for a person', (_, said, sentence) => {
  expect(() => decode(said)).toThrow(DecodeError);
  expect(() => decode(said)).not.toThrow(NothingToKeep);
  expect(() => decode(said)).toThrow(sentence);
});
