import { expect, test } from 'vitest';
import { MINUTE } from '../../domain/clock.ts';
import type { Posture } from '../../domain/reading.ts';
import { standingFalls } from './pressure-standing.ts';

type Step = readonly [minute: number, systolicMmHg: number, diastolicMmHg: number, posture?: Posture];
const falls = (...steps: readonly Step[]) =>
  standingFalls(
    steps.map(([minute, systolicMmHg, diastolicMmHg, posture]) => ({
      at: minute * MINUTE,
      systolicMmHg,
      diastolicMmHg,
      ...(posture ? { posture } : {}),
    })),
  );

test.each<[string, readonly Step[], { n: number; falls: number } | undefined]>([
  [
    '20 systolic',
    [
      [0, 140, 80, 'sitting'],
      [2, 120, 80, 'standing'],
    ],
    { n: 1, falls: 1 },
  ],
  [
    '10 diastolic',
    [
      [0, 140, 80, 'lying'],
      [2, 140, 70, 'standing'],
    ],
    { n: 1, falls: 1 },
  ],
  [
    '19 and 9',
    [
      [0, 140, 80],
      [2, 121, 71, 'standing'],
    ],
    { n: 1, falls: 0 },
  ],
  [
    'at one minute and at five',
    [
      [0, 140, 80],
      [1, 120, 80, 'standing'],
      [5, 120, 80, 'standing'],
    ],
    { n: 2, falls: 2 },
  ],
  [
    'sooner and later are not compared',
    [
      [0, 140, 80],
      [0.9, 100, 60, 'standing'],
      [5.1, 100, 60, 'standing'],
    ],
    undefined,
  ],
  [
    'nobody stood',
    [
      [0, 140, 80],
      [2, 110, 60, 'sitting'],
    ],
    undefined,
  ],
  ['nothing before', [[0, 100, 60, 'standing']], undefined],
])('%s', (_, steps, expected) => {
  expect(falls(...steps)).toEqual(expected);
});
