import { expect, test } from 'vitest';
import { shortThreshold, tryCondition } from '../try-condition.ts';
import type { Condition } from './registry.ts';

const thresholds = { systolic: shortThreshold(180, 'mmHg'), diastolic: shortThreshold(120, 'mmHg') };
const all: Condition = {
  all: [
    { value: 'systolic', below: 'systolic' },
    { value: 'diastolic', below: 'diastolic' },
  ],
};

test.each([
  [170, 110, true],
  [180, 110, false],
  [170, 120, false],
  [190, 125, false],
])('%s/%s: %s', (systolic, diastolic, holds) => {
  expect(tryCondition(all, thresholds, [{ at: 0, systolic, diastolic }]).holds).toBe(holds);
});

test('the evidence of several windows is told once, oldest first', () => {
  const twice = { repeat: { value: 'systolic', atLeast: 'systolic' }, times: 'times', within: 'P1D' } as const;
  const points = [1, 2, 3].map((at) => ({ at, systolic: 190, diastolic: 80 }));
  const { evidence } = tryCondition(
    { all: [twice, { ...twice, within: 'P2D' }] },
    { ...thresholds, times: shortThreshold(2, 'readings') },
    points,
  );
  expect(evidence).toEqual(['at-1', 'at-2', 'at-3']);
});
