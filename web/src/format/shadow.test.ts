import { expect, test } from 'vitest';
import { placeOf, triedLimits } from './shadow.ts';

test('the last dot parts the rule from its limit', () => {
  expect(triedLimits({ limits: { 'bp.crisis.systolic': 170, 'glucose.low.off': 1 } })).toEqual([
    { rule: 'bp.crisis', name: 'systolic', value: 170 },
    { rule: 'glucose.low', name: 'off', value: 1 },
  ]);
});

test.each([
  ['all', '/clinic'],
  [{ patient: 'p 1' }, '/patients/p%201'],
  [{ cohort: 'hearts' }, '/cohorts/hearts'],
  [{ group: 'adult' }, undefined],
] as const)('%j is put in force at %s', (of, path) => expect(placeOf(of)).toBe(path));
