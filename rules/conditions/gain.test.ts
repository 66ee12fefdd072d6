import { expect, test } from 'vitest';
import { DAY } from '../../domain/clock.ts';
import { shortThreshold, tryCondition } from '../try-condition.ts';
import type { Condition } from './registry.ts';

const thresholds = { gain: shortThreshold(2, 'mmHg'), stranger: shortThreshold(8, 'mmHg') };
const above = { gain: 'systolic', within: 'P3D', above: 'gain', notBeyond: 'stranger' } as const;
const daily = (values: readonly number[]) => values.map((systolic, day) => ({ at: day * DAY, systolic, diastolic: 60 }));
const holds = (values: readonly number[], condition: Condition = above) => tryCondition(condition, thresholds, daily(values)).holds;

test.each([
  ['2.1 above the lowest of three days', [81, 80, 81, 82.1], true],
  ['exactly 2 is not above', [81, 80, 81, 82], false],
  ['the lowest lies four days back', [80, 81, 81, 81, 82.5], false],
  ['a loss is no gain', [84, 83, 82, 80], false],
  ['beyond 8 it is somebody else', [80, 81, 80, 88.1], false],
  ['8 is still the same person', [80, 81, 80, 88], true],
  ['alone there is no gain', [90], false],
] as const)('%s', (_, values, expected) => {
  expect(holds(values)).toBe(expected);
});

test('it ends when the gain is gone; alone it says nothing', () => {
  const over: Condition = { gain: 'systolic', within: 'P3D', atMost: 'gain' };
  expect(holds([80, 82], over)).toBe(true);
  expect(holds([80, 82.1], over)).toBe(false);
  expect(holds([80], over)).toBe(false);
});

test('its evidence are the lowest and the reading', () => {
  expect(tryCondition(above, thresholds, daily([81, 80, 80, 83]))).toMatchObject({
    evidence: [`at-${DAY}`, `at-${3 * DAY}`],
    values: { change: 3, lowest: 80, within: 3, limit: 2 },
  });
});
