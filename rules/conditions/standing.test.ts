import { expect, test } from 'vitest';
import { MINUTE } from '../../domain/clock.ts';
import type { Posture } from '../../domain/reading.ts';
import { type ShortPoint, shortThreshold, tryCondition } from '../try-condition.ts';
import type { Condition } from './registry.ts';

const thresholds = {
  drop: shortThreshold(20, 'mmHg'),
  soonest: shortThreshold(1, 'min'),
  latest: { ...shortThreshold(5, 'min'), max: 15 },
};
const between = { standing: 'systolic', soonest: 'soonest', latest: 'latest' } as const;
const falls: Condition = { ...between, fallsBy: 'drop' };
const over: Condition = { ...between, fallsLess: 'drop' };

/** A minute, a systolic pressure, a posture. */
type Step = readonly [minute: number, systolic: number, posture?: Posture | undefined, more?: Partial<ShortPoint>];
const pointOf = ([minute, systolic, posture, more]: Step): ShortPoint => ({
  at: minute * MINUTE,
  systolic,
  diastolic: 70,
  ...(posture ? { posture } : {}),
  ...more,
});
const look = (steps: readonly Step[], condition = falls) => tryCondition(condition, thresholds, steps.map(pointOf));

test.each<[string, readonly Step[], boolean]>([
  [
    'by 20',
    [
      [0, 140, 'sitting'],
      [2, 120, 'standing'],
    ],
    true,
  ],
  [
    'by 19',
    [
      [0, 140, 'sitting'],
      [2, 121, 'standing'],
    ],
    false,
  ],
  [
    'from lying',
    [
      [0, 140, 'lying'],
      [2, 120, 'standing'],
    ],
    true,
  ],
  [
    'from a posture of which nobody said anything',
    [
      [0, 140],
      [2, 120, 'standing'],
    ],
    true,
  ],
  [
    'sitting',
    [
      [0, 140, 'standing'],
      [2, 120, 'sitting'],
    ],
    false,
  ],
  [
    'standing all the time',
    [
      [0, 140, 'standing'],
      [2, 120, 'standing'],
    ],
    false,
  ],
  [
    'a minute after',
    [
      [0, 140, 'sitting'],
      [1, 120, 'standing'],
    ],
    true,
  ],
  [
    'sooner',
    [
      [0, 140, 'sitting'],
      [0.9, 120, 'standing'],
    ],
    false,
  ],
  [
    'five minutes after',
    [
      [0, 140, 'sitting'],
      [5, 120, 'standing'],
    ],
    true,
  ],
  [
    'later',
    [
      [0, 140, 'sitting'],
      [5.1, 120, 'standing'],
    ],
    false,
  ],
  [
    'from the last before, whatever was higher',
    [
      [0, 140, 'sitting'],
      [1, 130, 'sitting'],
      [3, 120, 'standing'],
    ],
    false,
  ],
  [
    'who sat until half a minute ago has not stood yet',
    [
      [0, 140, 'sitting'],
      [2.5, 140, 'sitting'],
      [3, 120, 'standing'],
    ],
    false,
  ],
  [
    'over another one standing',
    [
      [0, 140, 'sitting'],
      [1, 130, 'standing'],
      [3, 120, 'standing'],
    ],
    true,
  ],
  ['alone', [[0, 120, 'standing']], false],
  [
    'at a moment that nobody knows',
    [
      [0, 140, 'sitting'],
      [2, 120, 'standing', { ahead: true }],
    ],
    false,
  ],
  [
    'from a moment that nobody knows',
    [
      [0, 140, 'sitting', { ahead: true }],
      [2, 120, 'standing'],
    ],
    false,
  ],
])('a fall on standing: %s', (_, steps, expected) => {
  expect(look(steps).holds).toBe(expected);
});

test('it ends with a standing pressure that fell less, and with nothing else (semantics 3.18)', () => {
  expect(
    look(
      [
        [0, 140, 'sitting'],
        [2, 121, 'standing'],
      ],
      over,
    ).holds,
  ).toBe(true);
  expect(
    look(
      [
        [0, 140, 'sitting'],
        [2, 150, 'standing'],
      ],
      over,
    ).holds,
  ).toBe(true);
  expect(
    look(
      [
        [0, 140, 'sitting'],
        [2, 120, 'standing'],
      ],
      over,
    ).holds,
  ).toBe(false);
  expect(
    look(
      [
        [0, 140, 'sitting'],
        [2, 139, 'sitting'],
      ],
      over,
    ).holds,
  ).toBe(false);
  expect(
    look(
      [
        [0, 140, 'sitting'],
        [9, 139, 'standing'],
      ],
      over,
    ).holds,
  ).toBe(false);
});

test('its evidence are both; told is from what, by how much, after how long; of two sides the first', () => {
  const both: Condition = { any: [falls, { ...between, standing: 'diastolic', fallsBy: 'drop' }] };
  const points = [pointOf([0, 140, 'sitting', { diastolic: 95 }]), pointOf([2, 118, 'standing'])];
  for (const condition of [falls, both])
    expect(tryCondition(condition, thresholds, points)).toMatchObject({
      evidence: ['at-0', `at-${2 * MINUTE}`],
      values: { before: '140/95', change: -22, per: 2, limit: 20, field: 'systolic' },
    });
  expect(tryCondition(both, thresholds, [points[0]!, pointOf([2, 130, 'standing'])]).values).toMatchObject({
    change: -25,
    field: 'diastolic',
  });
});

test('a clinic may wait longer, for one patient too', () => {
  const steps = [pointOf([0, 140, 'sitting']), pointOf([8, 120, 'standing'])];
  expect(tryCondition(falls, thresholds, steps).holds).toBe(false);
  expect(tryCondition(falls, thresholds, steps, { limits: { 'test.rule.latest': 8 } }).holds).toBe(true);
});
