import { expect, test } from 'vitest';
import { en } from '../words/en.ts';
import { zhCN } from '../words/zh-CN.ts';
import { skewText } from './skew.ts';

test.each([
  [0, 'right', '准确'],
  [-999, 'right', '准确'],
  [1_000, '1 second ahead', '快 1秒钟'],
  [-89_999, '90 seconds behind', '慢 90秒钟'],
  [90_000, '2 minutes ahead', '快 2分钟'],
  [-8 * 3_600_000, '8 hours behind', '慢 8小时'],
  [-26 * 365.25 * 86_400_000, '9,497 days behind', '慢 9,497天'],
])('%d ms', (ms, english, chinese) => {
  expect(skewText(ms, 'en', en)).toBe(english);
  expect(skewText(ms, 'zh-CN', zhCN)).toBe(chinese);
});
