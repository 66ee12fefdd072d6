import { expect, test } from 'vitest';
import type { Context } from '../decoder.ts';
import { bytesOf, vectors } from '../vectors.ts';
import { glucose, parseGlucose } from './glucose.ts';

vectors(glucose, parseGlucose, new URL('./glucose.vectors.json', import.meta.url));

const RECEIVED = Date.UTC(2026, 2, 1, 12);
const context = (more: Partial<Context> = {}): Context => ({ received: RECEIVED, zone: 'Asia/Shanghai', topic: '', ...more });
/** Written behind flags and sequence number: 2026-02-28 08:15:00. */
const BASE = 'ea07021c080f00';

test.each([
  [
    '111 mg/dL, capillary plasma, finger',
    `02 0500 ${BASE} 6fb0 12`,
    {
      reported: { value: 111, unit: 'mg/dL' },
      specimen: 'capillary',
      sequence: 5,
      at: Date.UTC(2026, 1, 28, 0, 15),
      clock: 'device',
      quality: [],
    },
  ],
  ['6.2 mmol/L', `06 0500 ${BASE} 3ec0 12`, { reported: { value: 6.2, unit: 'mmol/L' }, glucoseMmolL: 6.2 }],
  ['whole blood stays as the meter showed it', `02 0500 ${BASE} 6fb0 11`, { reported: { value: 111, unit: 'mg/dL' } }],
  [
    'an offset of two hours, part of no identity',
    `03 0500 ${BASE} 7800 6fb0 12`,
    { at: Date.UTC(2026, 1, 28, 2, 15), deviceTime: '2026-02-28T08:15:00' },
  ],
  ['HI by its status bit, without a number', `0a 0500 ${BASE} ff07 12 2000`, { beyond: 'high', reported: { value: 600, unit: 'mg/dL' } }],
  ['HI by its status bit, without a concentration', `08 0500 ${BASE} 2000`, { beyond: 'high', reported: { value: 600, unit: 'mg/dL' } }],
  ['HI with the end of this meter’s range', `0a 0500 ${BASE} f4b1 12 2000`, { beyond: 'high', reported: { value: 500, unit: 'mg/dL' } }],
  ['HI by infinity, in mmol/L', `06 0500 ${BASE} fe07 12`, { beyond: 'high', glucoseMmolL: 33.3 }],
  ['LO by minus infinity', `06 0500 ${BASE} 0208 12`, { beyond: 'low', glucoseMmolL: 1.1, reported: { value: 1.1, unit: 'mmol/L' } }],
  ['LO by its status bit and NRes', `0a 0500 ${BASE} 0008 12 4000`, { beyond: 'low', reported: { value: 20, unit: 'mg/dL' } }],
  ['control solution by type', `02 0500 ${BASE} 6fb0 1a`, { quality: ['control-solution'] }],
  ['control solution by location', `02 0500 ${BASE} 6fb0 42`, { quality: ['control-solution'] }],
  ['interstitial fluid', `02 0500 ${BASE} 6fb0 59`, { specimen: 'interstitial' }],
  ['a strip in trouble and a low battery', `0a 0500 ${BASE} 6fb0 12 1900`, { quality: ['battery-low', 'strip-fault'] }],
  [
    'every other status',
    `0a 0500 ${BASE} 6fb0 12 860f`,
    { quality: ['sensor-fault', 'sample-too-small', 'temperature-out-of-range', 'read-interrupted', 'device-fault', 'time-fault'] },
  ],
  ['reserved status bits mean nothing', `0a 0500 ${BASE} 6fb0 12 00f0`, { quality: [] }],
  ['an offset that did not fit', `03 0500 ${BASE} ff7f 6fb0 12`, { at: RECEIVED, clock: 'server', quality: ['clock-suspect'] }],
  ['a context follows', `12 0500 ${BASE} 6fb0 12`, { contextFollows: true }],
])('%s', (_, bytes, expected) => {
  expect(glucose.decode(bytesOf(bytes), context())).toEqual([expect.objectContaining(expected)]);
});

test('a fresh battery begins in 2000: the time is not believed, the record keeps its number', () => {
  const [said] = glucose.decode(bytesOf('02 0500 d0070101000000 6fb0 12'), context({ stamped: RECEIVED - 5000 }));
  expect(said).toMatchObject({
    at: RECEIVED - 5000,
    clock: 'gateway',
    quality: ['clock-suspect'],
    sequence: 5,
    deviceTime: '2000-01-01T00:00:00',
  });
});

test.each([
  ['no concentration', `00 0500 ${BASE}`, 'concentration: absent: the record holds no glucose value'],
  ['NaN', `02 0500 ${BASE} ff07 12`, 'concentration at byte 10: NaN is no glucose value'],
  ['NRes behind an offset', `03 0500 ${BASE} 0000 0008 12`, 'concentration at byte 12: NRes is no glucose value'],
  ['a ketone entry that says -0.1', `02 0500 ${BASE} ffff 12`, 'concentration at byte 10: -10000 is no glucose value'],
  ['zero', `06 0500 ${BASE} 0000 12`, 'concentration at byte 10: 0 is no glucose value'],
  ['too high and too low', `0a 0500 ${BASE} 6fb0 12 6000`, 'sensorStatusAnnunciation: the result is said to be too high and too low'],
  ['infinite and too low', `0a 0500 ${BASE} fe07 12 4000`, 'sensorStatusAnnunciation: the result is said to be too high and too low'],
])('%s is a DecodeError', (_, bytes, message) => {
  expect(() => glucose.decode(bytesOf(bytes), context())).toThrow(message);
});

test('every value that a display can show is the value that is reported', () => {
  const words = (mantissa: number, exponent: number) => ((exponent & 0xf) << 12) | mantissa;
  const decode = (flags: string, word: number) => {
    const bytes = bytesOf(`${flags} 0500 ${BASE} 0000 12`);
    bytes.set([word & 0xff, word >> 8], 10);
    return glucose.decode(bytes, context())[0];
  };
  for (let shown = 20; shown <= 600; shown++) {
    expect(decode('02', words(shown, -5))).toMatchObject({ reported: { value: shown, unit: 'mg/dL' } });
  }
  for (let tenths = 11; tenths <= 333; tenths++) {
    expect(decode('06', words(tenths, -4))).toMatchObject({ reported: { value: tenths / 10, unit: 'mmol/L' } });
  }
});

test('a bit that contradicts its number is the meter’s mistake: a low is told as a low', () => {
  const [said] = glucose.decode(bytesOf(`0a 0500 ${BASE} 23b0 12 2000`), { received: Date.UTC(2026, 2, 1, 12), zone: 'UTC', topic: '' });
  expect(said).toMatchObject({ reported: { value: 35, unit: 'mg/dL' } });
  expect(said).not.toHaveProperty('beyond');
});

test.each([
  ['11', { specimen: 'capillary', fluid: 'whole-blood' }],
  ['12', { specimen: 'capillary', fluid: 'plasma' }],
])('type %s: plasma and whole blood are told apart', (type, expected) => {
  const [said] = glucose.decode(bytesOf(`02 0500 ${BASE} 6fb0 ${type}`), { received: Date.UTC(2026, 2, 1, 12), zone: 'UTC', topic: '' });
  expect(said).toMatchObject(expected);
});
