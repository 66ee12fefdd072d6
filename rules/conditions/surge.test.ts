import { expect, test } from 'vitest';
import { DAY, HOUR } from '../../domain/clock.ts';
import { type ShortPoint, shortThreshold, tryCondition } from '../try-condition.ts';
import { Condition } from './registry.ts';

const by = {
  days: 7,
  minimum: 6,
  perSession: 2,
  discardFirstDay: true,
  discardFirstOfSession: false,
  source: { organisation: 'Hearth', title: 'Test', year: 2026, evidence: 'unverified' },
} as const;
const rises: Condition = { surge: 'systolic', by, risesBy: 'rise' };
const over: Condition = { surge: 'systolic', by, risesLess: 'rise' };
const thresholds = { rise: shortThreshold(20, 'mmHg') };
/** Midnight of 2 March 2026 in Shanghai. */
const MONDAY = Date.UTC(2026, 2, 1, 16);

const week = (morning: number, evening: number, days = 7): ShortPoint[] =>
  Array.from({ length: days }, (_, day) => [
    { at: MONDAY + day * DAY + 7 * HOUR, systolic: morning, diastolic: 80 },
    { at: MONDAY + day * DAY + 20 * HOUR, systolic: evening, diastolic: 70 },
  ]).flat();
const look = (points: readonly ShortPoint[], condition = rises) => tryCondition(condition, thresholds, points);

test('mornings less evenings (semantics 3.19)', () => {
  expect(look(week(140, 120)).holds).toBe(true);
  expect(look(week(139, 120)).holds).toBe(false);
  expect(look(week(120, 140)).holds).toBe(false);
  expect(look(week(139, 120), over).holds).toBe(true);
  expect(look(week(140, 120), over).holds).toBe(false);
});

test('too few on either side give no answer, neither way', () => {
  for (const points of [week(140, 120, 6), week(140, 120).slice(0, -1)]) {
    expect(look(points).holds).toBe(false);
    expect(look(points, over).holds).toBe(false);
  }
});

test('standing readings are in neither mean', () => {
  const standing = week(120, 120).map((point) => ({ ...point, at: point.at + HOUR, systolic: 100, posture: 'standing' as const }));
  const all = [...week(140, 120), ...standing.slice(0, -1)].sort((a, b) => a.at - b.at);
  expect(look(all)).toMatchObject({ holds: true, values: { value: '140/80', evening: '120/70', mornings: 6, change: 20, within: 7 } });
  expect(look(all).evidence).toHaveLength(12);
});

test('a protocol of mornings alone has no evenings to compare', () => {
  expect(Condition.safeParse({ surge: 'systolic', by: { ...by, only: 'morning' }, risesBy: 'rise' }).success).toBe(false);
});
