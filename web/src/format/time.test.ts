import { describe, expect, test } from 'vitest';
import { en } from '../words/en.ts';
import { zhCN } from '../words/zh-CN.ts';
import { ago, dayAndTime, isoDay, span, startOfDay } from './time.ts';

const SHANGHAI = 'Asia/Shanghai';
const LONDON = 'Europe/London';
const now = Date.parse('2026-03-01T01:30:00Z'); // 09:30 in Shanghai.

describe('a moment on the patient’s calendar', () => {
  test.each([
    ['2026-03-01T00:12:00Z', SHANGHAI, 'Today 08:12', '今天 08:12'],
    ['2026-02-28T16:05:00Z', SHANGHAI, 'Today 00:05', '今天 00:05'],
    ['2026-02-28T15:55:00Z', SHANGHAI, 'Yesterday 23:55', '昨天 23:55'],
    ['2026-02-28T15:55:00Z', LONDON, 'Yesterday 15:55', '昨天 15:55'],
    ['2026-02-12T00:12:00Z', SHANGHAI, '12 Feb 08:12', '2月12日 08:12'],
    ['2025-11-12T00:12:00Z', SHANGHAI, '12 Nov 2025 08:12', '2025年11月12日 08:12'],
  ])('%s in %s', (at, zone, english, chinese) => {
    expect(dayAndTime(Date.parse(at), zone, 'en', now, en)).toBe(english);
    expect(dayAndTime(Date.parse(at), zone, 'zh-CN', now, zhCN)).toBe(chinese);
  });
});

// A day has 23 hours in spring and 25 in autumn: yesterday is the day before in the calendar.
test.each([
  ['2026-03-29T12:00:00Z', '2026-03-29T23:30:00Z', 'Yesterday 13:00'],
  ['2026-03-28T12:00:00Z', '2026-03-29T23:30:00Z', '28 Mar 12:00'],
  ['2026-10-24T12:00:00Z', '2026-10-25T23:30:00Z', 'Yesterday 13:00'],
])('%s, read in London at %s', (at, read, said) => {
  expect(dayAndTime(Date.parse(at), LONDON, 'en', Date.parse(read), en)).toBe(said);
});

test.each([
  [30_000, 'just now', '刚刚'],
  [5 * 60_000, '5 min ago', '5 分钟前'],
  [3 * 3_600_000, '3 hr ago', '3 小时前'],
  [4 * 86_400_000, '4 days ago', '4 天前'],
  [-60_000, 'just now', '刚刚'],
])('%d ms ago', (passed, english, chinese) => {
  expect(ago(now - passed, now, 'en')).toBe(english);
  expect(ago(now - passed, now, 'zh-CN')).toBe(chinese);
});

test.each([
  [1000, '1 min', '1 分钟'],
  [25 * 60_000, '25 min', '25 分钟'],
  [5 * 3_600_000, '5 h', '5 小时'],
  [74 * 3_600_000, '3 d 2 h', '3 天 2 小时'],
  [72 * 3_600_000, '3 d', '3 天'],
])('%d ms took', (ms, english, chinese) => {
  expect(span(ms, 'en')).toBe(english);
  expect(span(ms, 'zh-CN')).toBe(chinese);
});

test.each([
  ['2026-03-01', SHANGHAI, '2026-02-28T16:00:00Z'],
  ['2026-03-29', LONDON, '2026-03-29T00:00:00Z'], // The night in which the clocks go forward begins in winter time …
  ['2026-03-30', LONDON, '2026-03-29T23:00:00Z'], // … and the next day begins in summer time.
  ['2026-10-26', LONDON, '2026-10-26T00:00:00Z'],
])('%s begins in %s at %s, and is that day', (day, zone, begins) => {
  expect(new Date(startOfDay(day, zone)).toISOString()).toBe(new Date(begins).toISOString());
  expect(isoDay(startOfDay(day, zone), zone)).toBe(day);
});
