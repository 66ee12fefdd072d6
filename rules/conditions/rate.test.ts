import { expect, test } from 'vitest';
import { MINUTE, SECOND } from '../../domain/clock.ts';
import { shortThreshold, tryCondition } from '../try-condition.ts';
import type { Condition } from './registry.ts';

const thresholds = { drop: shortThreshold(2.5, 'mmol/L', { unit: 'mg/dL', value: 45 }) };
const falls = { rate: 'glucose', over: 'PT15M', fallsBy: 'drop' } as const;
const at = (points: readonly (readonly [minute: number, glucose: number])[], condition: Condition = falls) =>
  tryCondition(
    condition,
    thresholds,
    points.map(([minute, glucose]) => ({ at: minute * MINUTE, glucose })),
  );

test.each([
  [
    '2.5 in 15 minutes',
    [
      [0, 8],
      [5, 7],
      [15, 5.5],
    ],
    true,
  ],
  [
    '2.4 in 15 minutes',
    [
      [0, 7.9],
      [15, 5.5],
    ],
    false,
  ],
  [
    'a rise is no fall',
    [
      [0, 5],
      [15, 8],
    ],
    false,
  ],
  [
    '1.7 in 10 minutes is as fast',
    [
      [0, 7.2],
      [10, 5.5],
    ],
    true,
  ],
  [
    '5 minutes say too little',
    [
      [10, 9],
      [15, 5.5],
    ],
    false,
  ],
  [
    'what was 20 minutes ago is another story',
    [
      [0, 12],
      [20, 5.5],
    ],
    false,
  ],
] as const)('%s', (_, points, holds) => {
  expect(at(points).holds).toBe(holds);
});

test('a sensor comes some seconds late', () => {
  const points = [0, 15 * MINUTE + 20 * SECOND].map((moment, i) => ({ at: moment, glucose: i === 0 ? 8.2 : 5.5 }));
  expect(tryCondition(falls, thresholds, points).holds).toBe(true);
});

test('it ends when it falls less; without an answer it neither falls nor falls less', () => {
  const less: Condition = { rate: 'glucose', over: 'PT15M', fallsLess: 'drop' };
  expect(
    at(
      [
        [0, 7.9],
        [15, 5.5],
      ],
      less,
    ).holds,
  ).toBe(true);
  expect(
    at(
      [
        [0, 8],
        [15, 5.5],
      ],
      less,
    ).holds,
  ).toBe(false);
  expect(at([[15, 5.5]], less).holds).toBe(false);
});

test('HI is no speed, and a clock that runs ahead none either', () => {
  const points = [
    { at: 0, glucose: 30 },
    { at: 15 * MINUTE, glucose: 5 },
  ];
  expect(tryCondition(falls, thresholds, [{ ...points[0]!, beyond: 'high' }, points[1]!]).holds).toBe(false);
  expect(tryCondition(falls, thresholds, [points[0]!, { ...points[1]!, ahead: true }]).holds).toBe(false);
});

test('it tells the change', () => {
  expect(
    at([
      [0, 8],
      [15, 5],
    ]),
  ).toMatchObject({ evidence: ['at-0', `at-${15 * MINUTE}`], values: { change: -3, per: 15, unit: 'mmol/L', limit: 2.5 } });
});
