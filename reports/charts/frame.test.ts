import { expect, test } from 'vitest';
import { DAY } from '../../domain/clock.ts';
import { dayAxis, midnights } from './frame.ts';

const FROM = Date.parse('2026-10-20T00:00:00+01:00');
const said = (days: number) => midnights(FROM, FROM + days * DAY, 'Europe/London').map((at) => new Date(at).toISOString().slice(0, 13));

test('marks stand at the patient’s midnights, equally far apart, over the end of summer time too', () => {
  expect(said(7)).toEqual([
    '2026-10-19T23',
    '2026-10-20T23',
    '2026-10-21T23',
    '2026-10-22T23',
    '2026-10-23T23',
    '2026-10-24T23',
    '2026-10-26T00',
  ]);
  for (const days of [1, 7, 14, 30, 90]) {
    const marks = midnights(FROM, FROM + days * DAY, 'Europe/London');
    const apart = new Set(marks.slice(1).map((at, i) => Math.round((at - marks[i]!) / DAY)));
    expect(apart.size, `${days} days`).toBeLessThanOrEqual(1);
    expect(marks.length, `${days} days`).toBeLessThanOrEqual(10);
    expect(marks.length, `${days} days`).toBeGreaterThanOrEqual(days === 1 ? 1 : 4);
  }
});

test('an English day cannot be read the other way round', () => {
  const at = Date.parse('2026-11-09T00:00:00Z');
  expect(dayAxis(FROM, at, 'Europe/London', 'en').axisLabel.formatter(at)).toBe('9 Nov');
  expect(dayAxis(FROM, at, 'Europe/London', 'zh-CN').axisLabel.formatter(at)).toBe('11/9');
});
