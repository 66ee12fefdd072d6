import { expect, test } from 'vitest';
import { kinds, whyNoSuch } from './kinds.ts';

test.each([
  ['weight-scale', ['1808/2a18', '1808/2a52', '180a/2a24'], 'it is no weight-scale: it has no service 181d; it is a glucose-meter'],
  ['weight-scale', ['180a/2a24'], 'it is no weight-scale: it has no service 181d'],
  [
    'pulse-oximeter',
    ['1822/2a5f', '1822/2a60'],
    'it has the service 1822 of a pulse-oximeter, but not 2a5e, the characteristic that measures',
  ],
] as const)('told as %s, has %j', (name, has, sentence) => {
  expect(whyNoSuch(name, has)).toBe(sentence);
});

test('each kind has a service of its own, and something that measures', () => {
  const all = Object.values(kinds);
  expect(new Set(all.map(({ service }) => service)).size).toBe(all.length);
  for (const { measures } of all) expect(measures.length).toBeGreaterThan(0);
});
