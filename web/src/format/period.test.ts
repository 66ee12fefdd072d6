import { expect, test } from 'vitest';
import { periodText } from './period.ts';

test.each([
  ['2026-W46', 'Week 46 of 2026, 9 Nov – 15 Nov', '2026 年第 46 周（11月9日 – 11月15日）'],
  ['2026-W01', 'Week 1 of 2026, 29 Dec – 4 Jan', '2026 年第 1 周（12月29日 – 1月4日）'],
  ['2026-11', 'November 2026', '2026 年 11 月'],
  ['2026-11-01..2026-11-14', '1 Nov 2026 – 14 Nov', '2026年11月1日 – 11月14日'],
  ['something newer', 'something newer', 'something newer'],
])('%s is %s', (key, english, chinese) => {
  expect(periodText(key, 'en')).toBe(english);
  expect(periodText(key, 'zh-CN')).toBe(chinese);
});
