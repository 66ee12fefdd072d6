import { expect, test } from 'vitest';
import { durationText } from './duration-words.ts';

test.each([
  [0, '0 min', '0 分钟'],
  [0.4, 'under 1 min', '不到 1 分钟'],
  [1.2, '1 min', '1 分钟'],
  [119.4, '119 min', '119 分钟'],
  [119.6, '2 h', '2 小时'],
  [315, '5 h 15 min', '5 小时 15 分钟'],
  [1439.4, '23 h 59 min', '23 小时 59 分钟'],
  [1439.8, '1 d', '1 天'],
  [2160, '1 d 12 h', '1 天 12 小时'],
  [2350.3, '1 d 15 h', '1 天 15 小时'],
  [2862.3, '2 d', '2 天'],
  [7 * 1440 - 31, '6 d 23 h', '6 天 23 小时'],
  [7 * 1440, '7 d', '7 天'],
  [85.6 * 1440, '86 d', '86 天'],
])('%d minutes are %s', (minutes, en, zh) => {
  expect(durationText(minutes, 'en')).toBe(en);
  expect(durationText(minutes, 'zh-CN')).toBe(zh);
});
