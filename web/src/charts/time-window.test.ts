import { expect, test } from 'vitest';
import { wallTimeIn } from '../../../reports/wall-time.ts';
import { bounded, instantOf, wholeOf } from './time-window.ts';

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

// The same as domain/report-period.test.ts has them.
test.each([
  ['Asia/Shanghai', 'd14', '2026-11-22T05:30+08:00', '2026-11-09T00:00+08:00'],
  ['Europe/London', 'd7', '2026-10-28T23:59Z', '2026-10-22T00:00+01:00'],
  ['Europe/London', 'd7', '2026-11-04T12:00Z', '2026-10-29T00:00Z'],
  ['America/St_Johns', 'd30', '2026-03-09T12:00-02:30', '2026-02-08T00:00-03:30'],
] as const)('in %s %s of the charts begin where the report of as many days begins', (zone, range, at, from) => {
  expect(wholeOf(range, Date.parse(at), zone)).toEqual({ from: Date.parse(from), to: Date.parse(at) });
});

test('the last day of the charts is 24 hours', () => {
  expect(wholeOf('d1', now, 'Europe/London')).toEqual({ from: now - DAY, to: now });
});
