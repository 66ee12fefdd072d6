import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MINUTE } from '../../domain/clock.ts';
import { ARROWS, type Arrow, arrowOf, arrowOfRate } from './arrow.ts';

const NOW = Date.UTC(2026, 2, 1, 12);
/** Newest first, five minutes apart. */
const every5 = (...mgDl: number[]) => mgDl.map((one, i) => ({ at: NOW - i * 5 * MINUTE, mgDl: one }));

test.each<[number, Arrow]>([
  [0, 'Flat'],
  [1, 'Flat'],
  [1.01, 'FortyFiveUp'],
  [2, 'FortyFiveUp'],
  [2.01, 'SingleUp'],
  [3, 'SingleUp'],
  [3.01, 'DoubleUp'],
  [-1, 'Flat'],
  [-1.01, 'FortyFiveDown'],
  [-2, 'FortyFiveDown'],
  [-2.01, 'SingleDown'],
  [-3, 'SingleDown'],
  [-3.01, 'DoubleDown'],
])('%d mg/dL a minute is %s', (rate, arrow) => {
  expect(arrowOfRate(rate)).toBe(arrow);
});

test.each<[string, readonly { at: number; mgDl: number; beyond?: string }[], Arrow]>([
  ['steady', every5(120, 120, 121, 119), 'Flat'],
  ['1 a minute, to the point', every5(135, 130, 125, 120), 'Flat'],
  ['2 a minute', every5(150, 140, 130, 120), 'FortyFiveUp'],
  ['4 a minute down', every5(100, 120, 140, 160), 'DoubleDown'],
  ['one reading', every5(120), 'NONE'],
  ['nothing', [], 'NONE'],
  ['the one before is 20 minutes away', [every5(120)[0]!, { at: NOW - 20 * MINUTE, mgDl: 200 }], 'NONE'],
  ['a minute is too little', [every5(120)[0]!, { at: NOW - MINUTE, mgDl: 100 }], 'NONE'],
  ['what is older than the window does not count', [...every5(120, 120, 120, 120), { at: NOW - 18 * MINUTE, mgDl: 400 }], 'Flat'],
  ['HI among them', [every5(400)[0]!, { ...every5(0, 390)[1]!, beyond: 'high' }], 'NOT COMPUTABLE'],
])('%s', (_, points, arrow) => {
  expect(arrowOf(points)).toBe(arrow);
});

test('a straight line of any rate has the arrow of that rate, whatever the order of the earlier readings', () => {
  fc.assert(
    fc.property(fc.integer({ min: -400, max: 400 }), fc.array(fc.integer({ min: 1, max: 17 }), { minLength: 2 }), (hundredths, ago) => {
      const rate = hundredths / 100;
      const earlier = [...new Set([5, ...ago])].map((minutes) => ({ at: NOW - minutes * MINUTE, mgDl: 200 - rate * minutes }));
      expect(arrowOf([{ at: NOW, mgDl: 200 }, ...earlier])).toBe(arrowOfRate(rate));
    }),
  );
});

test('arrows are numbered as Dexcom numbers them', () => {
  expect(Object.values(ARROWS).map(({ trend }) => trend)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
});
