import { expect, test } from 'vitest';
import { shortThreshold, tryCondition } from '../try-condition.ts';

test.each([
  [3.8, false],
  [3.9, true],
])('not below 3.9, at %s: %s', (glucose, holds) => {
  const thresholds = { limit: shortThreshold(3.9, 'mmol/L') };
  expect(tryCondition({ not: { value: 'glucose', below: 'limit' } }, thresholds, [{ at: 0, glucose }]).holds).toBe(holds);
});
