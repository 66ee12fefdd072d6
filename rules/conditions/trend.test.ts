import { expect, test } from 'vitest';
import { DAY } from '../../domain/clock.ts';
import { shortThreshold, tryCondition } from '../try-condition.ts';
import type { Condition } from './registry.ts';

const thresholds = { limit: shortThreshold(10, 'mmHg') };
const trend = (by: 'change' | 'slope', move: string): Condition =>
  ({ trend: 'systolic', by, within: 'P7D', minimum: 3, [move]: 'limit' }) as Condition;
const daily = (values: readonly number[]) => values.map((systolic, day) => ({ at: day * DAY, systolic, diastolic: 80 }));
const holds = (condition: Condition, values: readonly number[]) => tryCondition(condition, thresholds, daily(values)).holds;

test.each([
  ['change', 'risesBy', [120, 125, 130], true],
  ['change', 'risesBy', [120, 125, 129], false],
  ['change', 'fallsBy', [130, 125, 120], true],
  ['change', 'fallsBy', [130, 125, 121], false],
  ['change', 'fallsBy', [120, 125, 130], false],
  ['change', 'risesLess', [120, 125, 129], true],
  ['change', 'risesLess', [120, 125, 130], false],
  ['change', 'fallsLess', [130, 125, 121], true],
  ['change', 'fallsLess', [130, 125, 120], false],
  ['slope', 'risesBy', [120, 125, 130], true],
  ['slope', 'risesBy', [120, 125, 129], false],
  // One odd reading at the end is a change, and no slope.
  ['change', 'risesBy', [120, 120, 120, 120, 120, 130], true],
  ['slope', 'risesBy', [120, 120, 120, 120, 120, 130], false],
] as const)('%s %s of %j: %s', (by, move, values, expected) => {
  expect(holds(trend(by, move), values)).toBe(expected);
});

test('too few readings go nowhere, and stay nowhere either', () => {
  for (const move of ['risesBy', 'fallsBy', 'risesLess', 'fallsLess']) expect(holds(trend('change', move), [120, 150]), move).toBe(false);
});

test('a reading whose moment nobody knows is no part of a course', () => {
  const points = daily([120, 125, 130]);
  const at = (i: number) => points.map((point, j) => (i === j ? { ...point, ahead: true } : point));
  for (const i of [0, 1, 2]) expect(tryCondition(trend('change', 'risesBy'), thresholds, at(i)).holds, `${i}`).toBe(false);
});

test('it tells how far it went', () => {
  expect(tryCondition(trend('slope', 'risesBy'), thresholds, daily([120, 130, 140]))).toMatchObject({
    evidence: ['at-0', `at-${DAY}`, `at-${2 * DAY}`],
    values: { change: 20, unit: 'mmHg', count: 3, within: 7, limit: 10, field: 'systolic' },
  });
});
