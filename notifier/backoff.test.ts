import { expect, test } from 'vitest';
import { HOUR, MINUTE } from '../domain/clock.ts';
import { backoffMs } from './backoff.ts';
import { DispatchSettings } from './dispatch-settings.ts';
import { limited } from './limited.ts';

const patience = DispatchSettings.parse({});
const plain = [15, 30, 60, 120, 240, 480, 960, 1800, 1800, 1800];

test.each(plain.map((seconds, i) => [i + 1, seconds]))(
  'after attempt %i about %i seconds pass, give or take a quarter',
  (attempt, seconds) => {
    for (const key of ['a', 'b', 'c', 'd']) {
      const wait = backoffMs(key, attempt, patience);
      expect(wait).toBeGreaterThanOrEqual(seconds * 750);
      expect(wait).toBeLessThanOrEqual(seconds * 1250);
      expect(backoffMs(key, attempt, patience)).toBe(wait);
    }
  },
);

test('messages that failed together do not come back together', () => {
  const waits = Array.from({ length: 1000 }, (_, i) => backoffMs(`key ${i}`, 1, patience));
  const fifths = Array.from({ length: 5 }, (_, i) => waits.filter((wait) => Math.min(4, Math.floor((wait - 11_250) / 1_500)) === i).length);
  for (const count of fifths) expect(count).toBeGreaterThan(140);
});

test('a provider that is down all day is tried until about a day has passed, no longer', () => {
  let total = 0;
  for (let attempt = 1; attempt < patience.maxAttempts; attempt++) total += backoffMs('k', attempt, patience);
  expect(total).toBeGreaterThan(18 * HOUR);
  expect(total).toBeLessThan(26 * HOUR);
  expect(backoffMs('k', 10_000, patience)).toBeLessThanOrEqual(38 * MINUTE);
});

test('no more works at a time than said, all of them done, in order, also when one fails', async () => {
  const inTurn = limited(3);
  let running = 0;
  let most = 0;
  const order: number[] = [];
  const results = await Promise.allSettled(
    Array.from({ length: 20 }, (_, i) =>
      inTurn(async () => {
        order.push(i);
        most = Math.max(most, ++running);
        await new Promise((resolve) => setImmediate(resolve));
        running--;
        if (i === 4) throw new Error('one of them');
        return i;
      }),
    ),
  );
  expect(most).toBe(3);
  expect(order).toEqual(Array.from({ length: 20 }, (_, i) => i));
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(19);
});
