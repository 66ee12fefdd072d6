import { expect, test } from 'vitest';
import { shortThreshold, tryCondition } from '../try-condition.ts';
import type { Condition } from './registry.ts';

const thresholds = { systolic: shortThreshold(180, 'mmHg'), diastolic: shortThreshold(120, 'mmHg') };
const any: Condition = {
  any: [
    { value: 'systolic', above: 'systolic' },
    { value: 'diastolic', above: 'diastolic' },
  ],
};

test.each([
  [180, 120, false, undefined],
  [181, 120, true, 'systolic'],
  [180, 121, true, 'diastolic'],
  [181, 121, true, 'systolic'],
])('%s/%s: %s, by %s', (systolic, diastolic, holds, field) => {
  expect(tryCondition(any, thresholds, [{ at: 0, systolic, diastolic }])).toMatchObject({ holds, values: field ? { field } : {} });
});
