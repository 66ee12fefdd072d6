import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MINUTE } from '../domain/clock.ts';
import { Meal, POSTURES } from '../domain/reading.ts';
import { prefixOf } from './id-text.ts';
import { byTime, decodePoint, emptyPoint, encodePoint, judgedAt, type Point, pointOf, runsAhead, streamOf } from './point.ts';
import { glucoseReading, pressureReading } from './try-judge.ts';

const at = fc.integer({ min: 0, max: 253_402_300_799_999 });
const id = fc.oneof(fc.string({ unit: fc.constantFrom(...'aB3~,;|!%2c') }), fc.constant('meter-1~glucose~s15~2026-03-01T08:00:00'));
const positive = fc.double({ min: 0, max: 1000, noNaN: true, noDefaultInfinity: true }).filter((value) => !Object.is(value, -0));
const none = { ...emptyPoint(0, '', 'mmHg', false) };
const glucosePoint: fc.Arbitrary<Point> = fc
  .record({
    at,
    id,
    glucose: positive,
    unit: fc.constantFrom('mmol/L' as const, 'mg/dL' as const),
    beyond: fc.constantFrom('' as const, 'low' as const, 'high' as const),
    meal: fc.constantFrom('' as const, ...Meal.options),
    ahead: fc.boolean(),
  })
  .map((point) => ({ ...none, ...point }));
const pressurePoint: fc.Arbitrary<Point> = fc
  .record({
    at,
    id,
    systolic: positive,
    diastolic: positive,
    pulse: fc.option(positive, { nil: Number.NaN }),
    posture: fc.constantFrom('' as const, ...POSTURES),
    ahead: fc.boolean(),
  })
  .map((point) => ({ ...none, ...point, unit: 'mmHg' as const }));
const pulse = fc.option(positive, { nil: Number.NaN });
const plainPoint: fc.Arbitrary<Point> = fc.oneof(
  fc.record({ at, id, weight: positive, ahead: fc.boolean() }).map((point) => ({ ...none, ...point, unit: 'kg' as const })),
  fc.record({ at, id, temperature: positive, ahead: fc.boolean() }).map((point) => ({ ...none, ...point, unit: '°C' as const })),
  fc.record({ at, id, saturation: positive, pulse, ahead: fc.boolean() }).map((point) => ({ ...none, ...point, unit: '%' as const })),
  fc.record({ at, id, pulse: positive, ahead: fc.boolean() }).map((point) => ({ ...none, ...point, unit: '1/min' as const })),
);

test('a point survives its text', () => {
  fc.assert(
    fc.property(fc.oneof(glucosePoint, pressurePoint, plainPoint), (point) => {
      const prefix = prefixOf(point.id);
      const text = encodePoint(point, prefix);
      expect(text.indexOf(';')).toBe(text.length - 1);
      expect(text.split(',')).toHaveLength(point.unit === 'mmHg' ? 5 : 4);
      expect(decodePoint(text.slice(0, -1), prefix)).toEqual(point);
      expect(decodePoint(encodePoint(point, '').slice(0, -1), '')).toEqual(point);
    }),
  );
});

test('what most ids begin with is written once', () => {
  const prefix = prefixOf('meter-1~glucose~s15~2026-03-01T08:00:00');
  expect(prefix).toBe('meter-1~glucose~');
  expect(encodePoint(pointOf(glucoseReading('meter-1~glucose~s16~', 36, 5.5))!, prefix)).toBe('10,!s16~,5.5,m--;');
  expect(encodePoint(pointOf(glucoseReading('meter-2~glucose~s16~', 36, 5.5))!, prefix)).toBe('10,meter-2~glucose~s16~,5.5,m--;');
  expect([prefixOf(''), prefixOf('a~b'), prefixOf('r1')]).toEqual(['', '', '']);
});

test('a finger stick and a sensor are not of one stream', () => {
  expect(streamOf(glucoseReading('a', 0, 5))).toBe('glucose');
  expect(streamOf(glucoseReading('a', 0, 5, { specimen: 'interstitial' }))).toBe('sensor');
  expect(streamOf(pressureReading('a', 0, 120, 80))).toBe('blood-pressure');
});

test('nothing was measured after it was heard', () => {
  expect(judgedAt({ at: 5, received: 9 })).toBe(5);
  expect(judgedAt({ at: 12, received: 9 })).toBe(9);
});

test('a clock that is some minutes ahead is a clock; more is none', () => {
  expect(runsAhead({ at: 10 * MINUTE, received: 0 })).toBe(false);
  expect(runsAhead({ at: 10 * MINUTE + 1, received: 0 })).toBe(true);
});

test('two at one moment have an order that does not depend on who came first', () => {
  expect(byTime({ at: 1, id: 'a' }, { at: 1, id: 'b' })).toBeLessThan(0);
  expect(byTime({ at: 1, id: 'b' }, { at: 1, id: 'a' })).toBeGreaterThan(0);
  expect(byTime({ at: 1, id: 'a' }, { at: 1, id: 'a' })).toBe(0);
});
