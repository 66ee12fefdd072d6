import { describe, expect, test } from 'vitest';
import { DAY, HOUR } from '../../domain/clock.ts';
import { shortThreshold, tryCondition } from '../try-condition.ts';
import type { Condition } from './registry.ts';

const thresholds = { limit: shortThreshold(7, 'mmol/L', { unit: 'mg/dL', value: 126 }) };
const condition = (more: object): Condition =>
  ({ statistic: 'mean', of: 'glucose', within: 'P1D', minimum: 3, above: 'limit', ...more }) as Condition;
const hourly = (values: readonly number[]) => values.map((glucose, i) => ({ at: i * HOUR, glucose }));
const holds = (more: object, values: readonly number[]) => tryCondition(condition(more), thresholds, hourly(values)).holds;

test.each([
  ['mean', [6, 7, 8.1], true],
  ['mean', [6, 7, 8], false],
  ['median', [1, 7.1, 20], true],
  ['median', [6.9, 7, 20], false],
  ['median', [6, 7, 7.2, 20], true],
  ['min', [7.1, 9, 12], true],
  ['min', [9, 7, 12], false],
  ['max', [5, 7.1, 5], true],
  ['max', [5, 7, 5], false],
] as const)('%s of %j above 7: %s', (statistic, values, expected) => {
  expect(holds({ statistic }, values)).toBe(expected);
});

test('each comparison; and too few readings fulfil none of them', () => {
  for (const [key, at7] of [
    ['above', false],
    ['atLeast', true],
    ['below', false],
    ['atMost', true],
  ] as const) {
    const more = { above: undefined, [key]: 'limit' };
    expect(holds(more, [6, 7, 8]), key).toBe(at7);
    expect(holds(more, [7, 7]), `${key} of two`).toBe(false);
  }
});

test('both ends of the time count, and nothing before it', () => {
  const day = [0, 12, 24].map((hour) => ({ at: hour * HOUR, glucose: 8 }));
  expect(tryCondition(condition({}), thresholds, day).holds).toBe(true);
  expect(tryCondition(condition({}), thresholds, [{ at: -1, glucose: 8 }, ...day.slice(1)]).holds).toBe(false);
});

test('only those among which it is asked, and only when the reading is one of them', () => {
  const fasting = condition({ among: { meal: ['fasting'] }, within: 'P7D' });
  const points = [0, 1, 2].map((day) => ({ at: day * DAY, glucose: 8, meal: 'fasting' as const }));
  expect(tryCondition(fasting, thresholds, [...points, { at: 2 * DAY + 1, glucose: 20, meal: 'after' }]).holds).toBe(false);
  expect(tryCondition(fasting, thresholds, [{ at: -1, glucose: 20, meal: 'after' }, ...points])).toMatchObject({
    holds: true,
    evidence: ['at-0', `at-${DAY}`, `at-${2 * DAY}`],
    values: { statistic: 'mean', value: 8, unit: 'mmol/L', count: 3, within: 7, limit: 7, field: 'glucose' },
  });
});

describe('what is no number, or another unit', () => {
  test('HI and LO are left out', () => {
    const points = hourly([8, 8, 8]);
    expect(tryCondition(condition({}), thresholds, [{ ...points[0]!, beyond: 'high' }, ...points.slice(1)]).holds).toBe(false);
  });

  test('two meters in two units: judged in that of the reading at hand, unrounded', () => {
    const mixed = [...hourly([7, 7]), { at: 3 * HOUR, glucose: 127, unit: 'mg/dL' as const }];
    expect(tryCondition(condition({}), thresholds, mixed)).toMatchObject({
      holds: true,
      values: { value: 126, unit: 'mg/dL', limit: 126 },
    });
  });
});
