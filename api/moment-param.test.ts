import { expect, test } from 'vitest';
import { MomentParam } from './moment-param.ts';

test.each([
  ['1793491200000', 1_793_491_200_000],
  ['0', 0],
  ['2026-11-01T00:00:00Z', 1_793_491_200_000],
  ['2026-11-01T08:00:00+08:00', 1_793_491_200_000],
])('%s is a moment', (text, at) => {
  expect(MomentParam.parse(text)).toBe(at);
});

test.each(['', 'yesterday', '2026-11-01', '2026-11-01T00:00:00', '-5', '1.5', 'NaN'])('%s is none, and it is said what is', (text) => {
  const said = MomentParam.safeParse(text).error?.issues[0]?.message;
  expect(said).toContain('Unix milliseconds, or a time with its zone such as 2026-11-01T00:00:00Z');
});
