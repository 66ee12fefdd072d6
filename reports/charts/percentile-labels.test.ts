import fc from 'fast-check';
import { expect, test } from 'vitest';
import { labelOffsets } from './percentile-labels.ts';

const KEYS = ['p5', 'p25', 'p50', 'p75', 'p95'] as const;

test('names of percentiles lie apart and in their order, and stay where they have room', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 2, max: 22, noNaN: true }), { minLength: 5, maxLength: 5 }), (values) => {
      const sorted = values.toSorted((a, b) => a - b);
      const end = Object.fromEntries(KEYS.map((key, i) => [key, sorted[i]!])) as Record<(typeof KEYS)[number], number>;
      const moved = labelOffsets(end, 10);
      const places = KEYS.map((key) => -end[key] * 10 + moved[key]);
      for (const [i, place] of places.entries()) if (i > 0) expect(places[i - 1]! - place).toBeGreaterThan(10.9);
      expect(moved.p50).toBe(0);
    }),
  );
  expect(labelOffsets({ p5: 3, p25: 5, p50: 7, p75: 9, p95: 12 }, 10)).toEqual({ p5: 0, p25: 0, p50: 0, p75: 0, p95: 0 });
});
