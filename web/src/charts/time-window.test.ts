import { expect, test } from 'vitest';
import { wallTimeIn } from '../../../reports/wall-time.ts';
import { bounded, instantOf } from './time-window.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const now = Date.parse('2026-03-01T00:00:00Z');

test.each([
  ['inside stays', { from: now - 3 * DAY, to: now - DAY }, { from: now - 3 * DAY, to: now - DAY }],
  [
    'closer than an hour is an hour around the same middle',
    { from: now - DAY, to: now - DAY },
    { from: now - DAY - HOUR / 2, to: now - DAY + HOUR / 2 },
  ],
  ['what reaches into tomorrow is moved back', { from: now - HOUR, to: now + HOUR }, { from: now - 2 * HOUR, to: now }],
  ['half a year is the most', { from: now - 400 * DAY, to: now }, { from: now - 290 * DAY, to: now - 110 * DAY }],
])('%s', (_, span, shown) => {
  expect(bounded(span, now)).toEqual(shown);
});

test.each(['Asia/Shanghai', 'Europe/London', 'America/St_Johns'])(
  'what %s draws is found again, also around a change of the clocks',
  (zone) => {
    const wall = wallTimeIn(zone);
    // Hours that come twice have no single way back: the walk leaves out the night of 25 October and 1 November.
    for (let at = Date.parse('2026-03-05T00:30:00Z'); at < Date.parse('2026-10-24T00:00:00Z'); at += 6 * HOUR) {
      expect(instantOf(wall, wall(at))).toBe(at);
    }
  },
);
