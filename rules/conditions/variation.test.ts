import { expect, test } from 'vitest';
import { HOUR } from '../../domain/clock.ts';
import { shortThreshold, tryCondition } from '../try-condition.ts';

const thresholds = { limit: shortThreshold(36, '%') };
const above = { variation: 'glucose', within: 'P1D', minimum: 3, above: 'limit' } as const;
const of = (values: readonly number[], condition: object = above) =>
  tryCondition(
    condition as typeof above,
    thresholds,
    values.map((glucose, i) => ({ at: i * HOUR, glucose })),
  );

test.each([
  // 10 +- 3.6: exactly 36 %
  [[6.4, 10, 13.6], false],
  [[6.3, 10, 13.7], true],
  [[10, 10, 10], false],
  [[1, 20], false],
] as const)('%j is above 36 %%: %s', (values, holds) => {
  expect(of(values).holds).toBe(holds);
});

test('it tells the per cent and how many readings stand behind it', () => {
  expect(of([6, 10, 14])).toMatchObject({
    evidence: ['at-0', `at-${HOUR}`, `at-${2 * HOUR}`],
    values: { value: 40, unit: '%', count: 3, hours: 24, limit: 36 },
  });
});

test('too few readings, or readings of nothing, are neither above nor at most', () => {
  const atMost = { ...above, above: undefined, atMost: 'limit' };
  expect(of([5, 6], atMost).holds).toBe(false);
  expect(of([0, 0, 0], atMost).holds).toBe(false);
  expect(of([5, 5, 6], atMost).holds).toBe(true);
});
