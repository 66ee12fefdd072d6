import { expect, test } from 'vitest';
import { inMinutes, inStepUnit, stepTime } from './step-time.ts';

test.each([
  [1, 1, 'minutes'],
  [90, 90, 'minutes'],
  [60, 1, 'hours'],
  [480, 8, 'hours'],
  [1440, 1, 'days'],
  [4320, 3, 'days'],
] as const)('%d minutes are %d %s, and back', (minutes, count, unit) => {
  expect(inStepUnit(minutes)).toEqual({ count, unit });
  expect(inMinutes(String(count), unit)).toBe(minutes);
});

test.each([
  ['', 'minutes'],
  ['0', 'minutes'],
  ['-5', 'minutes'],
  ['2.5', 'hours'],
  ['ten', 'minutes'],
  ['31', 'days'],
] as const)('%j %s is refused', (typed, unit) => expect(inMinutes(typed, unit)).toBeUndefined());
test('thirty days are the most', () => expect(inMinutes('30', 'days')).toBe(43_200));

test.each([
  [60, 'en', '1 hour'],
  [90, 'en', '90 minutes'],
  [480, 'zh-CN', '8小时'],
] as const)('%d minutes, %s: %s', (minutes, language, text) => expect(stepTime(minutes, language)).toBe(text));
