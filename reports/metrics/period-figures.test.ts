import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Reading } from '../../domain/reading.ts';
import { mmolPerLFromMgPerDl } from '../../domain/units.ts';
import { periodFigures, sureBands, WHOLE } from './period-figures.ts';
import { bandsOf } from './time-in-range.ts';

const glucose = (value: number, unit: 'mmol/L' | 'mg/dL', beyond?: 'low' | 'high') =>
  ({
    kind: 'glucose',
    glucoseMmolL: unit === 'mmol/L' ? value : mmolPerLFromMgPerDl(value),
    reported: { value, unit },
    quality: [],
    ...(beyond ? { beyond } : {}),
  }) as unknown as Reading;
const mmolLOf = (reading: Reading) => (reading as { glucoseMmolL: number }).glucoseMmolL;

/** As the store adds them up: what lies in a band by its number, the others one by one. */
function added(readings: readonly Reading[], group: keyof typeof bandsOf) {
  const bands = sureBands(bandsOf[group]);
  const isIn = (i: number) => (reading: Reading) => mmolLOf(reading) >= bands[i]!.least && mmolLOf(reading) < bands[i]!.below;
  const parts = bands.map((_, i) => {
    const values = readings.filter(isIn(i)).map(mmolLOf);
    return {
      count: values.length,
      sum: values.reduce((a, b) => a + b, 0),
      lowest: Math.min(...values),
      highest: Math.max(...values),
    };
  });
  return { parts, rest: readings.filter((reading) => !bands.some((_, i) => isIn(i)(reading))) };
}

const shown = fc.oneof(
  fc.integer({ min: 20, max: 600 }).map((mgDl) => glucose(mgDl, 'mg/dL')),
  fc.integer({ min: 11, max: 333 }).map((tenths) => glucose(tenths / 10, 'mmol/L')),
  // Where the unit decides: 54, 70, 180, 250 mg/dL and 3.0, 3.9, 10.0, 13.9 mmol/L, and the limits of pregnancy.
  fc.constantFrom(54, 63, 70, 140, 180, 250).map((mgDl) => glucose(mgDl, 'mg/dL')),
  fc.constantFrom(2.999, 3, 3.49, 3.5, 3.889, 3.9, 7.8, 7.79, 10, 9.995, 13.9, 13.88).map((mmolL) => glucose(mmolL, 'mmol/L')),
  fc.constantFrom(glucose(20, 'mg/dL', 'low'), glucose(40, 'mg/dL', 'low'), glucose(400, 'mg/dL', 'high'), glucose(33.3, 'mmol/L', 'high')),
);

test.each(['adult', 'older-adult', 'pregnancy'] as const)('figures from bands are those of every reading: %s', (group) => {
  fc.assert(
    fc.property(fc.array(shown, { minLength: 1, maxLength: 60 }), (readings) => {
      const { parts, rest } = added(readings, group);
      const [quick, slow] = [periodFigures(parts, rest, bandsOf[group])!, periodFigures([], readings, bandsOf[group])!];
      expect({ ...quick, mean: 0 }).toEqual({ ...slow, mean: 0 });
      expect(quick.mean).toBeCloseTo(slow.mean, 9);
    }),
    { numRuns: 300, endOnFailure: true },
  );
});

test('most of what a sensor says lies in a band, and is not looked at one by one', () => {
  const sensor = Array.from({ length: 200 }, (_, i) => glucose(60 + i, 'mg/dL'));
  expect(added(sensor, 'adult').rest.length).toBeLessThan(10);
});

test('nothing has no figures; another kind has no shares, LO or HI', () => {
  expect(periodFigures([{ count: 0, sum: 0, lowest: Number.POSITIVE_INFINITY, highest: Number.NEGATIVE_INFINITY }], [])).toBeUndefined();
  expect(WHOLE).toHaveLength(1);
  expect(periodFigures([{ count: 2, sum: 142, lowest: 70.5, highest: 71.5 }], [])).toEqual({
    n: 2,
    mean: 71,
    lowest: 70.5,
    highest: 71.5,
    lo: false,
    hi: false,
  });
});
