import { expect, it } from 'vitest';
import { enough, Figure, preliminary, refusable } from './figure.ts';

const about = { unit: 'mmHg', n: 9, source: 'esh-home-2010' } as const;

it.each([
  ['refused while readings are missing', refusable(140, about, enough(9, 12)), null, false, { have: 9, need: 12, of: 'readings' }],
  ['given when they are there', refusable(140, about, enough(12, 12)), 140, true, undefined],
  ['preliminary while readings are missing', preliminary(140, about, enough(9, 12)), 140, false, { have: 9, need: 12, of: 'readings' }],
  ['nothing to say', refusable(undefined, about, undefined), null, false, undefined],
  ['not a number', preliminary(Number.NaN, about, undefined), null, false, undefined],
])('a figure is %s', (_, figure, value, sufficient, why) => {
  expect(Figure.parse(figure)).toEqual(figure);
  expect([figure.value, figure.sufficient, figure.why]).toEqual([value, sufficient, why]);
});
