import { expect, test } from 'vitest';
import { DAY, HOUR } from '../domain/clock.ts';
import type { Context } from './decoder.ts';
import { native } from './dialects/native.ts';
import { bloodPressure } from './gatt/blood-pressure.ts';
import { glucose } from './gatt/glucose.ts';
import { glucoseContext } from './gatt/glucose-context.ts';
import { examine, exemption } from './plausible.ts';

const RECEIVED = Date.UTC(2026, 2, 1, 12);
const context = (more: Partial<Context> = {}): Context => ({ received: RECEIVED, zone: 'Asia/Shanghai', topic: '', ...more });
const hex = (text: string) => Uint8Array.from(Buffer.from(text.replaceAll(' ', ''), 'hex'));
const json = (value: unknown) => Buffer.from(JSON.stringify(value));

// 2A18: flags, sequence, base time 2026-02-28 08:15:00, then per flag.
const BASE = 'ea07021c080f00';
test.each([
  [
    '111 mg/dL, capillary plasma, finger',
    `02 0500 ${BASE} 6fb0 12`,
    { reported: { value: 111, unit: 'mg/dL' }, specimen: 'capillary', sequence: 5, at: Date.UTC(2026, 1, 28, 0, 15) },
  ],
  ['6.2 mmol/L', `06 0500 ${BASE} 3ec0 12`, { reported: { value: 6.2, unit: 'mmol/L' }, glucoseMmolL: 6.2 }],
  ['an offset of two hours', `03 0500 ${BASE} 7800 6fb0 12`, { at: Date.UTC(2026, 1, 28, 2, 15) }],
  ['HI by its status bit, without a number', `0a 0500 ${BASE} ff07 12 2000`, { beyond: 'high', reported: { value: 600, unit: 'mg/dL' } }],
  ['LO by minus infinity', `06 0500 ${BASE} 0208 12`, { beyond: 'low', glucoseMmolL: 1.1 }],
  ['control solution', `02 0500 ${BASE} 6fb0 4a`, { quality: ['control-solution'] }],
  ['interstitial fluid', `02 0500 ${BASE} 6fb0 59`, { specimen: 'interstitial' }],
  ['a strip in trouble and a low battery', `0a 0500 ${BASE} 6fb0 12 0900`, { quality: ['battery-low', 'strip-fault'] }],
])('glucose: %s', (_, bytes, expected) => {
  expect(glucose.decode(hex(bytes), context())).toEqual([expect.objectContaining(expected)]);
});

test.each([
  ['no concentration', `00 0500 ${BASE}`, 'concentration: the record holds no glucose value'],
  ['NaN', `02 0500 ${BASE} ff07 12`, 'concentration: NaN is no glucose value'],
  ['a ketone entry that says -0.1', `02 0500 ${BASE} ffff 12`, 'concentration: -10000 is no glucose value'],
])('glucose: %s is a DecodeError', (_, bytes, message) => {
  expect(() => glucose.decode(hex(bytes), context())).toThrow(message);
});

test('a fresh battery begins in 2000: the time is not believed, the record keeps its number', () => {
  const [said] = glucose.decode(hex('02 0500 d0070101000000 6fb0 12'), context({ stamped: RECEIVED - 5000 }));
  expect(said).toMatchObject({
    at: RECEIVED - 5000,
    clock: 'gateway',
    quality: ['clock-suspect'],
    sequence: 5,
    deviceTime: '2000-01-01T00:00:00',
  });
});

test.each([
  ['the device’s own time', '02 8a00 5800 7800 ea07021c080f00', {}, { at: Date.UTC(2026, 1, 28, 0, 15), clock: 'device', quality: [] }],
  [
    'no clock, stamped by the gateway',
    '00 8a00 5800 7800',
    { stamped: RECEIVED - HOUR },
    { at: RECEIVED - HOUR, clock: 'gateway', quality: [] },
  ],
  ['no clock, no stamp', '00 8a00 5800 7800', {}, { at: RECEIVED, clock: 'server', quality: ['unstamped'] }],
  [
    'a date in the future is not believed',
    '02 8a00 5800 7800 6f080101000000',
    {},
    { at: RECEIVED, clock: 'server', quality: ['clock-suspect', 'unstamped'] },
  ],
  [
    '16 kPa over 10 kPa',
    '01 a0f0 64f0 7800',
    {},
    { systolicMmHg: 120, diastolicMmHg: 75, reported: { systolic: 16, diastolic: 10, unit: 'kPa' } },
  ],
  ['mean not measured, user unknown', '08 8a00 5800 ff07 ff', {}, { systolicMmHg: 138, quality: ['unstamped'] }],
  [
    'movement, loose cuff, irregular pulse, wrong position',
    '10 8a00 5800 7800 2700',
    { stamped: 1 },
    { quality: ['body-movement', 'cuff-loose', 'irregular-pulse', 'improper-position'] },
  ],
])('pressure: %s', (_, bytes, more, expected) => {
  const [said] = bloodPressure.decode(hex(bytes), context(more));
  expect(said).toMatchObject(expected);
});

test('a cuff that could not measure says NaN', () => {
  expect(() => bloodPressure.decode(hex('00 ff07 ff07 ff07'), context())).toThrow('systolic: NaN is no pressure');
});

test('a meal: 60 g of carbohydrate, before eating, rapid insulin 8 mL', () => {
  const [said] = glucoseContext.decode(hex('33 0500 01 3cd0 01 01 08d0'), context());
  expect(said).toMatchObject({
    kind: 'glucose-context',
    sequence: 5,
    meal: 'before',
    carbohydrateG: 60,
    medication: 'rapid-insulin',
    medicationAmount: { value: 8, unit: 'mL' },
  });
});

test.each([
  [
    { kind: 'glucose', value: 5.6, unit: 'mmol/L', at: '2026-03-01T08:00:00+08:00' },
    { glucoseMmolL: 5.6, at: Date.UTC(2026, 2, 1), clock: 'device' },
  ],
  [
    { kind: 'glucose', value: 70, unit: 'mg/dL', at: RECEIVED - 1 },
    { reported: { value: 70, unit: 'mg/dL' }, glucoseMmolL: 70 / 18.0156 },
  ],
  [{ kind: 'glucose', value: 1.1, unit: 'mmol/L', beyond: 'low', at: RECEIVED }, { beyond: 'low' }],
  [
    { kind: 'glucose', value: 5.6, unit: 'mmol/L', sequence: 3, at: 1000 },
    { at: RECEIVED, clock: 'server', quality: ['clock-suspect'] },
  ],
  [
    { kind: 'glucose', value: 5.6, unit: 'mmol/L', sequence: 3, at: RECEIVED + 2 * DAY },
    { at: RECEIVED, clock: 'server', quality: ['clock-suspect'] },
  ],
  [
    { kind: 'blood-pressure', systolic: 138, diastolic: 88, pulse: 60, at: RECEIVED },
    { systolicMmHg: 138, pulsePerMin: 60 },
  ],
  [
    { kind: 'blood-pressure', systolic: 16, diastolic: 10, unit: 'kPa', at: RECEIVED },
    { systolicMmHg: 120, diastolicMmHg: 75 },
  ],
])('JSON: %j', (said, expected) => {
  expect(native.decode(json(said), context())).toEqual([expect.objectContaining(expected)]);
});

test.each([
  [
    { kind: 'glucose', value: 5.6, unit: 'mg/dL' },
    '/value: 5.6 mg/dL is outside what any meter shows (8 to 1000); 5.6 mmol/L would be 101 mg/dL',
  ],
  [
    { kind: 'glucose', value: 120, unit: 'mmol/L' },
    '/value: 120 mmol/L is outside what any meter shows (0.3 to 55); 120 mg/dL would be 6.7 mmol/L',
  ],
  [{ kind: 'glucose', value: '5.6', unit: 'mmol/L' }, '/value: '],
  [{ kind: 'glucose', value: 5.6, unit: 'mmol/L', at: '2026-03-01T08:00:00' }, '/at: '],
  [{ kind: 'glucose', value: 5.6, unit: 'mmol/L', patient: 'p2' }, 'Unrecognized key'],
  [
    { kind: 'glucose', value: 5.6, unit: 'mmol/L', at: 1000 },
    "/at: 1970-01-01T00:00:01.000Z is not a time at which this was measured: the device's clock is wrong",
  ],
  [
    [
      { kind: 'glucose', value: 5.6, unit: 'mmol/L', at: RECEIVED },
      { kind: 'glucose', value: 5.6 },
    ],
    '/1/unit: ',
  ],
  [[], 'payload: an empty list'],
  ['text', 'payload: '],
])('JSON: %j is refused with its place', (said, message) => {
  expect(() => native.decode(json(said), context())).toThrow(message);
});

test.each([
  ['a systolic under its diastolic', { kind: 'blood-pressure', systolic: 80, diastolic: 90, at: RECEIVED }, 'implausible'],
  ['a systolic of 10', { kind: 'blood-pressure', systolic: 10, diastolic: 5, at: RECEIVED }, 'implausible'],
  ['a pulse of 5', { kind: 'blood-pressure', systolic: 120, diastolic: 80, pulse: 5, at: RECEIVED }, 'implausible'],
  ['a control solution', { kind: 'glucose', value: 6, unit: 'mmol/L', control: true, at: RECEIVED }, 'control-solution'],
])('%s is kept, and no rule looks at it', (_, said, because) => {
  const [measurement] = native.decode(json(said), context()).map(examine);
  expect(exemption(measurement!)).toEqual({ is: 'exempt', because });
});

test('an ordinary reading is judged', () => {
  const [measurement] = native.decode(json({ kind: 'blood-pressure', systolic: 181, diastolic: 95, at: RECEIVED }), context()).map(examine);
  expect(exemption(measurement!)).toBeUndefined();
});
