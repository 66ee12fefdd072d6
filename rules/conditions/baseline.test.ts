import { expect, test } from 'vitest';
import { DAY } from '../../domain/clock.ts';
import { shortThreshold, tryCondition } from '../try-condition.ts';
import type { Condition } from './registry.ts';

const thresholds = { rise: shortThreshold(20, '1/min') };
const rises = { baseline: 'pulse', within: 'P28D', apart: 'P2D', minimum: 3, risesBy: 'rise' } as const;
const at = (day: number, pulse?: number) => ({ at: day * DAY, systolic: 120, diastolic: 80, ...(pulse === undefined ? {} : { pulse }) });
const holds = (points: readonly ReturnType<typeof at>[], condition: Condition = rises) => tryCondition(condition, thresholds, points).holds;

test.each([
  ['20 above the median of before', [at(0, 60), at(1, 62), at(2, 99), at(9, 82)], true],
  ['19 above', [at(0, 60), at(1, 62), at(2, 99), at(9, 81)], false],
  ['20 below is another matter', [at(0, 60), at(1, 62), at(2, 99), at(9, 42)], false],
  ['what is younger than two days is no baseline', [at(0, 60), at(1, 60), at(8, 60), at(9, 90)], false],
  ['exactly two days is old enough', [at(0, 60), at(1, 60), at(7, 60), at(9, 90)], true],
  ['what is older than four weeks is none', [at(0, 60), at(1, 60), at(2, 60), at(29, 90)], false],
  ['a reading without a pulse says nothing', [at(0, 60), at(1, 60), at(2, 60), at(9)], false],
  ['nor does one without a pulse count among the three', [at(0, 60), at(1), at(2, 60), at(9, 90)], false],
] as const)('%s', (_, points, expected) => {
  expect(holds(points)).toBe(expected);
});

test('of an even number the median lies in the middle', () => {
  expect(holds([at(0, 60), at(1, 60), at(2, 64), at(3, 70), at(9, 82)])).toBe(true);
  expect(holds([at(0, 60), at(1, 60), at(2, 64), at(3, 70), at(9, 81)])).toBe(false);
});

test('it ends when it rises less', () => {
  const less: Condition = { ...rises, risesBy: undefined, risesLess: 'rise' };
  expect(holds([at(0, 60), at(1, 60), at(2, 60), at(9, 79)], less)).toBe(true);
  expect(holds([at(0, 60), at(9, 79)], less)).toBe(false);
});

test('it tells what is usual', () => {
  expect(tryCondition(rises, thresholds, [at(0, 60), at(1, 62), at(2, 99), at(9, 90)]).values).toMatchObject({
    change: 28,
    usual: 62,
    unit: '1/min',
    limit: 20,
  });
});

test('standing and lying are not compared with sitting, and are no part of what is usual', () => {
  const standing = (day: number, pulse: number) => ({ ...at(day, pulse), posture: 'standing' as const });
  expect(holds([at(0, 60), at(1, 60), at(2, 60), standing(9, 90)])).toBe(false);
  expect(holds([at(0, 60), at(1, 60), standing(2, 60), at(9, 90)])).toBe(false);
  expect(holds([at(0, 60), at(1, 60), at(2, 60), standing(3, 90), standing(4, 90), standing(5, 90), standing(6, 90), at(9, 80)])).toBe(
    true,
  );
});
