import { expect, test } from 'vitest';
import { Duration, durationMs } from './duration.ts';

test.each([
  ['PT15M', 900_000],
  ['P7D', 604_800_000],
  ['P1DT12H', 129_600_000],
  ['PT1440M', 86_400_000],
])('%s is %i ms', (text, ms) => {
  expect(Duration.parse(text)).toBe(text);
  expect(durationMs(text)).toBe(ms);
});

test.each(['', 'P', 'PT', 'P1W', 'P1Y', '7D', 'PT15', 'PT15m', '-P7D'])('%j is none', (text) => {
  expect(Duration.safeParse(text).success).toBe(false);
});
