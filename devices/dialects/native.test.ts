import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { DAY, HOUR } from '../../domain/clock.ts';
import { readingId } from '../../domain/identity.ts';
import { Measurement } from '../../domain/reading.ts';
import { type Context, DecodeError } from '../decoder.ts';
import { NativePayload, native } from './native.ts';

const RECEIVED = Date.UTC(2026, 2, 1, 12);
const context = (more: Partial<Context> = {}): Context => ({ received: RECEIVED, zone: 'Asia/Shanghai', topic: '', ...more });
const decode = (said: unknown, more: Partial<Context> = {}) => native.decode(Buffer.from(JSON.stringify(said)), context(more));
const GLUCOSE = { kind: 'glucose', value: 5.6, unit: 'mmol/L', at: RECEIVED };
const PRESSURE = { kind: 'blood-pressure', systolic: 138, diastolic: 88, at: RECEIVED };

test.each([
  [
    { ...GLUCOSE, at: '2026-03-01T08:00:00+08:00' },
    { glucoseMmolL: 5.6, at: Date.UTC(2026, 2, 1), clock: 'device', quality: [] },
  ],
  [
    { ...GLUCOSE, value: 70, unit: 'mg/dL' },
    { reported: { value: 70, unit: 'mg/dL' }, glucoseMmolL: 70 / 18.0156 },
  ],
  [{ ...GLUCOSE, value: 1.1, beyond: 'low' }, { beyond: 'low' }],
  [
    { ...GLUCOSE, meal: 'fasting', specimen: 'capillary' },
    { meal: 'fasting', specimen: 'capillary' },
  ],
  [{ ...GLUCOSE, quality: ['control-solution', 'battery-low', 'battery-low'] }, { quality: ['control-solution', 'battery-low'] }],
  [
    { ...GLUCOSE, sequence: 3 },
    { sequence: 3, at: RECEIVED, deviceTime: String(RECEIVED) },
  ],
  [
    { ...GLUCOSE, at: undefined, sequence: 3 },
    { at: RECEIVED, clock: 'server', quality: [] },
  ],
  [
    { ...GLUCOSE, at: undefined },
    { at: RECEIVED, clock: 'server', quality: ['unstamped'] },
  ],
  [
    { ...PRESSURE, pulse: 60, user: 1, mean: 100 },
    { systolicMmHg: 138, diastolicMmHg: 88, pulsePerMin: 60, user: 1, meanMmHg: 100 },
  ],
  [
    { ...PRESSURE, systolic: 16, diastolic: 10, unit: 'kPa' },
    { systolicMmHg: 120, diastolicMmHg: 75, reported: { systolic: 16, diastolic: 10, unit: 'kPa' } },
  ],
  [{ ...PRESSURE, quality: ['irregular-pulse'] }, { quality: ['irregular-pulse'] }],
  [
    { ...PRESSURE, systolic: 80, diastolic: 220 },
    { systolicMmHg: 80, diastolicMmHg: 220 },
  ],
  [
    { kind: 'activity', steps: 6200, at: '2026-02-28T00:00:00+08:00', activeMinutes: 25, user: 2 },
    { kind: 'activity', steps: 6200, minutes: 1440, at: Date.UTC(2026, 1, 27, 16), activeMinutes: 25, user: 2, quality: [] },
  ],
  [{ kind: 'activity', steps: 90, minutes: 15, at: RECEIVED }, { minutes: 15 }],
  [
    { kind: 'weight', value: 150, unit: 'lb', at: RECEIVED, user: 1 },
    { weightKg: 68.0388555, reported: { value: 150, unit: 'lb' }, user: 1 },
  ],
  [
    { kind: 'body-composition', fatPercent: 24.5, waterKg: 38, at: RECEIVED },
    { bodyFatPercent: 24.5, bodyWaterKg: 38 },
  ],
  [
    { kind: 'temperature', value: 100.4, unit: '°F', site: 'ear', at: RECEIVED },
    { temperatureC: 38, site: 'ear' },
  ],
  [
    { kind: 'oxygen-saturation', value: 95, pulse: 70, at: RECEIVED },
    { saturationPercent: 95, pulsePerMin: 70 },
  ],
  [{ kind: 'heart-rate', value: 72, at: RECEIVED }, { pulsePerMin: 72 }],
])('%j', (said, expected) => {
  expect(decode(said)).toEqual([expect.objectContaining(expected)]);
});

test.each([
  [{ ...GLUCOSE, value: 110, unit: 'mg/dL', beyond: 'low' }, 'no meter shows LO at 110 mg/dL'],
  [{ ...GLUCOSE, value: 13, beyond: 'high' }, 'no meter shows HI at 13 mmol/L'],
])('%j: neither a LO nor a HI, and nobody is woken by it', (said, sentence) => {
  expect(() => decode(said)).toThrow(sentence);
});

test.each([1000, RECEIVED + DAY + 1])(
  'a clock that says %s is kept and not believed, where a number tells the reading from others',
  (at) => {
    const [said, again] = [
      decode({ ...GLUCOSE, sequence: 3, at })[0]!,
      decode({ ...GLUCOSE, sequence: 3, at }, { received: RECEIVED + HOUR })[0]!,
    ];
    expect(said).toMatchObject({ at: RECEIVED, clock: 'server', quality: ['clock-suspect'], deviceTime: String(at) });
    expect(readingId('meter-1', again)).toBe(readingId('meter-1', said));
  },
);

test('a counter that starts anew does not overwrite what it counted before', () => {
  const [before, after] = [decode({ ...GLUCOSE, sequence: 1, at: RECEIVED - DAY })[0]!, decode({ ...GLUCOSE, sequence: 1 })[0]!];
  expect(readingId('meter-1', before)).not.toBe(readingId('meter-1', after));
});

test.each([
  [{ ...GLUCOSE, unit: 'mg/dL' }, '/value: 5.6 mg/dL is outside what any meter shows (9 to 1000); 5.6 mmol/L would be 101 mg/dL'],
  [{ ...GLUCOSE, value: 120 }, '/value: 120 mmol/L is outside what any meter shows (0.5 to 55.5); 120 mg/dL would be 6.7 mmol/L'],
  [{ ...PRESSURE, unit: 'kPa' }, '/unit: 138/88 kPa would be 1035.1/660.1 mmHg, outside what any cuff shows; 138/88 mmHg is not'],
  [
    { ...PRESSURE, systolic: 18.4, diastolic: 11.7 },
    '/unit: 18.4/11.7 mmHg is outside what any cuff shows; 18.4/11.7 kPa would be 138/87.8 mmHg',
  ],
  [{ ...PRESSURE, systolic: 16, diastolic: 10, mean: 999, unit: 'kPa' }, '/mean: 999 kPa is no pressure'],
  [{ ...GLUCOSE, value: '5.6' }, '/value: Invalid input: expected number, received string'],
  [{ ...GLUCOSE, value: -5.6 }, '/value: '],
  [{ ...GLUCOSE, quality: ['implausible'] }, '/quality/0: '],
  [{ ...GLUCOSE, at: '2026-03-01T08:00:00' }, '/at: a time with its zone, such as 2026-03-01T08:00:00+08:00'],
  [{ ...GLUCOSE, at: true }, '/at: a time with its zone'],
  [{ ...GLUCOSE, at: 9_007_199_254_740_991 }, '/at: '],
  [{ ...GLUCOSE, at: -1 }, '/at: '],
  [{ ...GLUCOSE, at: `2026-03-01T12:00:00.${'1'.repeat(30)}Z` }, '/at: '],
  [{ ...GLUCOSE, at: 1000 }, "/at: 1970-01-01T00:00:01.000Z is not a time at which this was measured: the device's clock is wrong"],
  [{ ...GLUCOSE, at: RECEIVED / 1000 }, 'as seconds it would be 2026-03-01T12:00:00.000Z: Unix times are in milliseconds here'],
  [{ ...GLUCOSE, patient: 'p2' }, '/patient: no such field'],
  [{ ...GLUCOSE, 'a/b~c': 1 }, '/a~1b~0c: no such field'],
  [{ kind: 'glucose', value: '5', unit: 'mg', x: 1 }, /^\/value: .+; \/unit: .+; \/x: no such field$/],
  [{ kind: 'mood' }, "/kind: Invalid discriminator value. Expected 'glucose' | 'blood-pressure'"],
  [[GLUCOSE, { kind: 'glucose', value: 5.6 }], '/1/unit: '],
  [[GLUCOSE, null], '/1: '],
  [
    [
      { ...GLUCOSE, at: undefined },
      { ...GLUCOSE, at: undefined, value: 7 },
    ],
    '/0/at: in a list, a reading needs a time or a sequence number',
  ],
  [[], 'payload: an empty list'],
  [Array(1001).fill(GLUCOSE), 'payload: 1001 readings in one message, 1000 are the most'],
  ['text', 'payload: '],
  [null, 'payload: '],
])('%j is refused with its place', (said, message) => {
  expect(() => decode(said)).toThrow(message);
  expect(() => decode(said)).toThrow(DecodeError);
});

test.each([
  ['half a text', '{"kind":', 'payload: not JSON ('],
  ['NaN', '{"kind":"glucose","value":NaN,"unit":"mmol/L"}', 'payload: not JSON ('],
  ['infinity', '{"kind":"glucose","value":1e999,"unit":"mmol/L"}', '/value: '],
  ['depth', `${'['.repeat(500_000)}${']'.repeat(500_000)}`, '/0: '],
  ['a megabyte and a byte', ' '.repeat(1_048_577), 'payload: 1048577 bytes, 1048576 are the most'],
  ['what is not UTF-8', Uint8Array.of(0xff, 0xfe, 0x00, 0xd8), 'payload: not UTF-8'],
  ['a key of the prototype', '{"__proto__":{"kind":"glucose"},"constructor":1}', '/kind: '],
])('%s is refused', (_, payload, message) => {
  const bytes = typeof payload === 'string' ? Buffer.from(payload) : payload;
  expect(() => native.decode(bytes, context())).toThrow(DecodeError);
  expect(() => native.decode(bytes, context())).toThrow(message);
});

test('all or nothing: a thousand readings, in their order', () => {
  const readings = Array.from({ length: 1000 }, (_, i) => ({ ...GLUCOSE, at: RECEIVED - i }));
  expect(decode(readings).map(({ at }) => at)).toEqual(readings.map(({ at }) => at));
});

const anything = fc.oneof(
  fc.double(),
  fc.integer(),
  fc.string({ maxLength: 5 }),
  fc.constantFrom(null, true, [], {}, 9e15, 2.5e14, '', -0),
);
const field = <T>(usual: fc.Arbitrary<T>) =>
  fc.option(fc.oneof({ weight: 9, arbitrary: usual }, { weight: 1, arbitrary: anything }), { nil: undefined });
const time = fc.oneof(
  fc.integer({ min: RECEIVED - DAY, max: RECEIVED + 2 * DAY }),
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
);
const almost = fc.record({
  kind: fc.constantFrom('glucose', 'blood-pressure'),
  value: field(fc.double({ min: 0, max: 60 })),
  unit: field(fc.constantFrom('mmol/L', 'mg/dL', 'mmHg', 'kPa')),
  systolic: field(fc.double({ min: 0, max: 400 })),
  diastolic: field(fc.double({ min: 0, max: 400 })),
  mean: field(fc.double({ min: 0, max: 1000 })),
  at: field(time),
  sequence: field(fc.nat()),
  quality: field(fc.constant(['clock-suspect'])),
});
const owned = {
  glucose: ['value', 'unit', 'at', 'sequence', 'quality'],
  'blood-pressure': ['systolic', 'diastolic', 'mean', 'unit', 'posture', 'at', 'sequence', 'quality'],
};

test('whatever comes: nothing but DecodeError, nothing that a reading may not be', () => {
  let understood = 0;
  fc.assert(
    fc.property(fc.oneof(almost, fc.array(almost, { maxLength: 3 }), fc.jsonValue()), (said) => {
      const whole = JSON.parse(JSON.stringify(said), (_, value) =>
        value && Object.hasOwn(owned, String(value.kind))
          ? Object.fromEntries(
              Object.entries(value).filter(([key]) => key === 'kind' || owned[value.kind as keyof typeof owned].includes(key)),
            )
          : value,
      );
      try {
        for (const measurement of decode(whole)) expect(Measurement.safeParse(measurement).error).toBeUndefined();
        understood++;
      } catch (error) {
        if (!(error instanceof DecodeError)) throw error;
        expect(error.message.length).toBeLessThan(800);
      }
    }),
    { numRuns: 5000 },
  );
  expect(understood).toBeGreaterThan(100);
});

test('the schema can be published', () => {
  expect(() => z.toJSONSchema(NativePayload, { io: 'input' })).not.toThrow();
});
