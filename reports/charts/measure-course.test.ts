import { expect, test } from 'vitest';
import { evenAxis } from './measure-course.ts';

test.each([
  ['saturation: no mark stands above 100 %', [96, 97, 8, 100], { min: 92, max: 100, interval: 2 }],
  ['a temperature in halves', [36.3, 36.6, 2, undefined], { min: 35, max: 37.5, interval: 0.5 }],
  ['a weight that rose', [81.2, 83.3, 4, undefined], { min: 80, max: 85, interval: 1 }],
  ['one value, with room around it', [70, 70, 4, undefined], { min: 68, max: 72, interval: 1 }],
] as const)('%s', (_, [low, high, span, most], axis) => {
  expect(evenAxis(low, high, span, most)).toEqual(axis);
});

test('any values lie on their axis, whose marks are even from end to end and few', () => {
  for (let i = 0; i < 500; i += 1) {
    const low = (i * 37) % 190;
    const high = low + ((i * 13) % 60);
    const { min, max, interval } = evenAxis(low, high, 4);
    const marks = (max - min) / interval;
    expect([min <= low, max >= high, Number.isInteger(marks), marks <= 7], `${low} to ${high}`).toEqual([true, true, true, true]);
  }
});
