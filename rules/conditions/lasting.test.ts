import { expect, test } from 'vitest';
import { MINUTE, SECOND } from '../../domain/clock.ts';
import { shortThreshold, tryCondition } from '../try-condition.ts';
import type { Condition } from './registry.ts';

const thresholds = { limit: shortThreshold(70, 'mg/dL'), minutes: { ...shortThreshold(15, 'min'), max: 60 } };
const condition: Condition = { lasting: { value: 'glucose', below: 'limit' }, for: 'minutes', gap: 'PT20M' };
const at = (minutes: readonly number[], glucose = 65) =>
  minutes.map((minute) => ({ at: minute * MINUTE, glucose, unit: 'mg/dL' as const }));

test.each([
  ['every five minutes', [0, 5, 10, 15], true],
  ['ten minutes', [0, 5, 10], false],
  ['every fifteen minutes', [0, 15], true],
  ['a gap of twenty', [0, 20], true],
  ['a gap of twenty-one begins anew', [0, 5, 26, 31], false],
  ['long enough, although it began before a gap', [0, 30, 35, 40, 45], true],
  ['a single reading', [0], false],
])('%s', (_, minutes, holds) => {
  expect(tryCondition(condition, thresholds, at(minutes)).holds).toBe(holds);
});

test('one reading above the limit begins anew', () => {
  const points = at([0, 5, 10, 15]);
  expect(tryCondition(condition, thresholds, points.with(1, { ...points[1]!, glucose: 72 })).holds).toBe(false);
});

test('a sensor that comes some seconds early is a quarter of an hour all the same', () => {
  const points = at([0, 5, 10, 15]);
  expect(tryCondition(condition, thresholds, points.with(3, { ...points[3]!, at: 15 * MINUTE - 20 * SECOND })).holds).toBe(true);
  expect(tryCondition(condition, thresholds, points.with(3, { ...points[3]!, at: 15 * MINUTE - 40 * SECOND })).holds).toBe(false);
});

test('its evidence is the run, as far back as needed', () => {
  expect(tryCondition(condition, thresholds, at([0, 5, 10, 15, 20])).evidence).toEqual([5, 10, 15, 20].map((m) => `at-${m * MINUTE}`));
});
