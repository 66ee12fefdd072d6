import { expect, test } from 'vitest';
import { HOUR } from '../../domain/clock.ts';
import { type Context, DecodeError, NothingToKeep } from '../decoder.ts';
import { decoderOf } from '../gatt-decoders.ts';
import { examine, exemption } from '../plausible.ts';
import { bytesOf } from '../vectors.ts';

/* Weight, body composition, temperature, oxygen saturation and heart rate: what becomes of the fields that characteristics.test.ts reads. */

const RECEIVED = Date.UTC(2026, 2, 1, 12);
const STAMPED = RECEIVED - HOUR;
const decode = (characteristic: string, bytes: string, more: Partial<Context> = {}) =>
  decoderOf(characteristic)!.decode(bytesOf(bytes), { received: RECEIVED, zone: 'Asia/Shanghai', topic: '', ...more });
const stamped = { stamped: STAMPED };

test.each([
  ['kilograms', '2a9d', '00 b036', { kind: 'weight', weightKg: 70, clock: 'gateway', at: STAMPED }],
  ['pounds', '2a9d', '01 543d', { weightKg: 157 * 0.45359237, reported: { value: 157, unit: 'lb' } }],
  ['the scale’s own clock', '2a9d', '02 b036 ea07021c080f00', { at: Date.UTC(2026, 1, 28, 0, 15), deviceTime: '2026-02-28T08:15:00' }],
  ['one of several users', '2a9d', '04 b036 02', { user: 2 }],
  ['composition', '2a9c', 'c001 5000 e02e 1027 401f', { bodyFatPercent: 8, fatFreeKg: 60, softLeanKg: 50, bodyWaterKg: 40 }],
  ['Celsius in the ear', '2a1c', '04 6c0100ff 03', { kind: 'temperature', temperatureC: 36.4, site: 'ear' }],
  ['Fahrenheit', '2a1c', '01 ec0300ff', { temperatureC: 38, reported: { value: 100.4, unit: '°F' } }],
  ['a spot check', '2a5e', '00 6200 4800', { kind: 'oxygen-saturation', saturationPercent: 98, pulsePerMin: 72, quality: [] }],
  ['a series', '2a5f', '00 6200 4800', { saturationPercent: 98, continuous: true }],
  ['a weak pulse', '2a5e', '0c 6200 4800 200000 0500', { perfusionPercent: 5, quality: ['poor-signal'] }],
  ['a clip on no finger', '2a5e', '04 6200 4800 000800', { quality: ['no-contact'] }],
  ['a heart rate', '2a37', '00 55', { kind: 'heart-rate', pulsePerMin: 85, quality: [] }],
  ['a strap that is loose', '2a37', '04 4a', { pulsePerMin: 74, quality: ['no-contact'] }],
])('%s', (_, characteristic, bytes, expected) => {
  expect(decode(characteristic, bytes, stamped)).toEqual([expect.objectContaining(expected)]);
});

test.each([
  ['an unknown user', '2a9d', '04 b036 ff', 'user'],
  ['a type that no profile knows', '2a1c', '04 6c0100ff 63', 'site'],
  ['a pulse that was not found', '2a5e', '00 6200 ff07', 'pulsePerMin'],
  ['more than all of a body', '2a9c', '1000 5000 e903', 'musclePercent'],
])('%s is left out, and the rest stands', (_, characteristic, bytes, field) => {
  const [said] = decode(characteristic, bytes, stamped);
  expect(said).not.toHaveProperty(field);
});

test.each([
  ['a scale that could not measure', '2a9d', '00 ffff', 'could not measure'],
  ['a composition that could not be measured', '2a9c', '0000 ffff', 'could not measure'],
  ['a thermometer without a number', '2a1c', '00 ffff7f00', 'NaN is no temperature'],
  ['a temperature of another world', '2a1c', '01 01020304', 'is no temperature'],
  ['an oximeter that has no value', '2a5e', '02 6200 4800 0020', 'has no value'],
  ['a saturation that is none', '2a5e', '00 ff07 4800', 'NaN is no saturation'],
])('%s waits for a person: %s %s', (_, characteristic, bytes, why) => {
  expect(() => decode(characteristic, bytes, stamped)).toThrow(DecodeError);
  expect(() => decode(characteristic, bytes, stamped)).toThrow(why);
});

test.each([
  ['no finger', '00 ff07 ff07'],
  ['a number that it calls invalid', '04 6200 4800 0080'],
  ['a number that it calls unavailable', '04 6200 4800 0020'],
])('a series says every second that it has no value (%s): passed over', (_, bytes) => {
  expect(() => decode('2a5f', bytes, stamped)).toThrow(NothingToKeep);
});

test('a series that says what no body has waits for a person', () => {
  expect(() => decode('2a5f', '00 2c01 4800', stamped)).toThrow('300 is no saturation');
  expect(() => decode('2a5f', '00 2c01 4800', stamped)).not.toThrow(NothingToKeep);
});

test('an oximeter whose clock was never set is dated by the gateway', () => {
  const [said] = decode('2a5e', '11 6200 4800 ea07021c080f00', stamped);
  expect(said).toMatchObject({ at: STAMPED, clock: 'gateway' });
});

test.each([
  ['no finger in it', '2a5e', '04 6200 4800 000800', 'implausible'],
  ['a demonstration', '2a5e', '02 6200 4800 0004', 'demonstration'],
  ['a saturation of 40', '2a5e', '00 2800 4800', 'implausible'],
  ['a body of 500 g', '2a9d', '00 6400', 'implausible'],
  ['a cup of tea', '2a1c', '00 580200ff', 'implausible'],
  ['a composition', '2a9c', '0000 5000', 'unwatched'],
])('%s: no rule looks at it', (_, characteristic, bytes, because) => {
  const [said] = decode(characteristic, bytes, stamped);
  expect(exemption(examine(said!))).toEqual({ is: 'exempt', because });
});
