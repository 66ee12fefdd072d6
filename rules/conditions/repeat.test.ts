import { describe, expect, test } from 'vitest';
import { DAY, HOUR } from '../../domain/clock.ts';
import { shortThreshold, tryCondition } from '../try-condition.ts';
import type { Condition } from './registry.ts';

const thresholds = {
  goal: shortThreshold(7, 'mmol/L', { unit: 'mg/dL', value: 126 }),
  times: shortThreshold(3, 'readings'),
};
const within: Condition = { repeat: { value: 'glucose', above: 'goal' }, times: 'times', within: 'P1D' };
const ofLast: Condition = { ...within, within: 'P14D', among: { meal: ['fasting'] }, ofLast: 5 };

describe('within a time', () => {
  test.each([
    ['three in a day', [0, 12, 24], true],
    ['the first is an hour too old', [0, 12, 25], false],
    ['two', [0, 12], false],
  ])('%s', (_, hours, holds) => {
    const points = hours.map((hour) => ({ at: hour * HOUR, glucose: 8 }));
    expect(tryCondition(within, thresholds, points).holds).toBe(holds);
  });

  test('the reading itself must fulfil it', () => {
    const points = [1, 2, 3].map((at) => ({ at, glucose: 8 }));
    expect(tryCondition(within, thresholds, [...points, { at: 4, glucose: 5 }]).holds).toBe(false);
  });

  test('its evidence are those that fulfil it, and it tells how many', () => {
    const points = [8, 5, 9, 8].map((glucose, at) => ({ at, glucose }));
    expect(tryCondition(within, thresholds, points)).toMatchObject({
      evidence: ['at-0', 'at-2', 'at-3'],
      values: { times: 3, limit: 7, days: 1 },
    });
  });

  test('each in its own unit', () => {
    const points = [
      { at: 1, glucose: 127, unit: 'mg/dL' },
      { at: 2, glucose: 7.1 },
      { at: 3, glucose: 127, unit: 'mg/dL' },
    ] as const;
    expect(tryCondition(within, thresholds, points).holds).toBe(true);
    expect(tryCondition(within, thresholds, [{ ...points[0], glucose: 126 }, points[1], points[2]]).holds).toBe(false);
  });
});

describe('of the last five that count', () => {
  const mornings = (values: readonly number[]) => values.map((glucose, day) => ({ at: day * DAY, glucose, meal: 'fasting' as const }));
  test.each([
    [[8, 6, 8, 6, 8], true],
    [[8, 6, 6, 8, 6, 8], false],
    [[8, 8, 8, 6], false],
    [[6, 6, 8, 8, 8], true],
  ])('%j: %s', (values, holds) => {
    expect(tryCondition(ofLast, thresholds, mornings(values)).holds).toBe(holds);
  });

  test('others between them neither count nor push them out', () => {
    const between = Array.from({ length: 9 }, (_, i) => ({ at: DAY + i + 1, glucose: 12, meal: 'after' as const }));
    const points = [...mornings([8, 8, 8]), ...between].sort((a, b) => a.at - b.at);
    expect(tryCondition(ofLast, thresholds, points)).toMatchObject({ holds: true, values: { times: 3, ofLast: 5 } });
    expect(tryCondition(ofLast, thresholds, [...points, { at: 9 * DAY, glucose: 12, meal: 'after' }]).holds).toBe(false);
  });
});
