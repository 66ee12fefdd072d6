import { expect, test } from 'vitest';
import { tryCondition } from '../try-condition.ts';
import { Condition } from './registry.ts';

const holds = (from: string, to: string, at: string, zone = 'Asia/Shanghai') =>
  tryCondition({ time: { from, to } }, {}, [{ at: Date.parse(at), glucose: 5 }], { zone }).holds;

test.each([
  ['06:00', '10:00', '2026-03-02T06:00:00+08:00', true],
  ['06:00', '10:00', '2026-03-02T09:59:59+08:00', true],
  ['06:00', '10:00', '2026-03-02T10:00:00+08:00', false],
  ['06:00', '10:00', '2026-03-02T05:59:59+08:00', false],
  ['22:00', '06:00', '2026-03-02T23:30:00+08:00', true],
  ['22:00', '06:00', '2026-03-02T05:59:00+08:00', true],
  ['22:00', '06:00', '2026-03-02T06:00:00+08:00', false],
])('from %s to %s, at %s: %s', (from, to, at, expected) => {
  expect(holds(from, to, at)).toBe(expected);
});

test('by the clock on the patient’s wall, in summer and in winter', () => {
  expect(holds('08:00', '09:00', '2026-03-28T08:30:00Z', 'Europe/London')).toBe(true);
  expect(holds('08:00', '09:00', '2026-03-29T08:30:00Z', 'Europe/London')).toBe(false);
  expect(holds('08:00', '09:00', '2026-03-29T07:30:00Z', 'Europe/London')).toBe(true);
});

test.each([
  ['24:00', '06:00'],
  ['6:00', '10:00'],
  ['06:00', '06:00'],
])('from %s to %s is no time', (from, to) => {
  expect(Condition.safeParse({ time: { from, to } }).success).toBe(false);
});
