import { expect, test } from 'vitest';
import type { Measurement } from './reading.ts';
import { saysTheSame } from './same-said.ts';

const said: Measurement = {
  kind: 'blood-pressure',
  at: 1,
  clock: 'device',
  quality: ['battery-low', 'cuff-loose'],
  systolicMmHg: 120,
  diastolicMmHg: 80,
};

test.each<[string, object, boolean]>([
  ['the same', {}, true],
  ['the flags in another order', { quality: ['cuff-loose', 'battery-low'] }, true],
  ['a field that is there and undefined', { posture: undefined }, true],
  ['another value', { systolicMmHg: 121 }, false],
  ['a posture beside it', { posture: 'standing' }, false],
  ['a flag less', { quality: ['cuff-loose'] }, false],
])('%s', (_, more, same) => {
  expect(saysTheSame(said, { ...said, ...more } as Measurement)).toBe(same);
});
