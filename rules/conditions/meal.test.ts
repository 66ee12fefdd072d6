import { expect, test } from 'vitest';
import { tryCondition } from '../try-condition.ts';

test.each([
  ['fasting', true],
  ['before', true],
  ['after', false],
  ['bedtime', false],
  [undefined, false],
] as const)('a reading with meal %s fulfils [fasting, before]: %s', (meal, holds) => {
  const point = { at: 0, glucose: 6, ...(meal ? { meal } : {}) };
  expect(tryCondition({ meal: ['fasting', 'before'] }, {}, [point]).holds).toBe(holds);
});
