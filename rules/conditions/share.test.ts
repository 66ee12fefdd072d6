import { expect, test } from 'vitest';
import { MINUTE } from '../../domain/clock.ts';
import { shortThreshold, tryCondition } from '../try-condition.ts';
import type { Condition } from './registry.ts';

const thresholds = { low: shortThreshold(3.9, 'mmol/L', { unit: 'mg/dL', value: 70 }), percent: shortThreshold(25, '%') };
const share = { share: { value: 'glucose', below: 'low' }, within: 'PT1H', gap: 'PT15M', coveredPercent: 70, atLeast: 'percent' } as const;
/** Every five minutes: so many readings well, then so many low. */
const hour = (well: number, low: number) =>
  [...Array(well).fill(6), ...Array(low).fill(3)].map((glucose: number, i) => ({ at: i * 5 * MINUTE, glucose }));

test.each([
  [10, 3, true],
  [11, 2, false],
  [0, 13, true],
])('an hour with %i readings well and %i low: %s', (well, low, holds) => {
  expect(tryCondition(share, thresholds, hour(well, low)).holds).toBe(holds);
});

test('what lies before the hour does not count', () => {
  const before = [-3, -2, -1].map((i) => ({ at: i * 5 * MINUTE, glucose: 3 }));
  expect(tryCondition(share, thresholds, [...before, ...hour(11, 2)]).holds).toBe(false);
});

test('whatever the reading itself is', () => {
  const minutes = Array.from({ length: 13 }, (_, i) => ({ at: i * 5 * MINUTE, glucose: i >= 3 && i < 6 ? 3 : 6 }));
  expect(tryCondition(share, thresholds, minutes)).toMatchObject({ holds: true, values: { value: 25 } });
});

test('it is of time: a reading stands for the time since the one before it, and for no more than the gap', () => {
  const points = [0, 5, 10, 20, 30, 45, 60].map((minute) => ({ at: minute * MINUTE, glucose: minute === 60 ? 3 : 6 }));
  expect(tryCondition(share, thresholds, points)).toMatchObject({ holds: true, values: { value: 25, unit: '%', limit: 25, bound: 3.9 } });
  expect(tryCondition({ ...share, gap: 'PT14M' }, thresholds, points).holds).toBe(false);
});

test('with too little of the time covered there is no answer, neither yes nor no', () => {
  const sparse = [0, 30, 60].map((minute) => ({ at: minute * MINUTE, glucose: 3 }));
  const below = { ...share, atLeast: undefined, below: 'percent' } as Condition;
  expect(tryCondition(share, thresholds, sparse).holds).toBe(false);
  expect(
    tryCondition(
      below,
      thresholds,
      sparse.map((point) => ({ ...point, glucose: 6 })),
    ).holds,
  ).toBe(false);
  expect(tryCondition(below, thresholds, hour(11, 2)).holds).toBe(true);
  expect(tryCondition(below, thresholds, hour(10, 3)).holds).toBe(false);
});

test('one reading alone is no share of anything', () => {
  expect(tryCondition(share, thresholds, [{ at: 0, glucose: 3 }]).holds).toBe(false);
});
