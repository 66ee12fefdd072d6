import { expect, test } from 'vitest';
import { createReplayClock } from '../domain/replay-clock.ts';
import { createRateLimit } from './rate-limit.ts';

test('a burst goes through, then the sender waits its turn', async () => {
  const clock = createReplayClock(0);
  const take = createRateLimit({ perSecond: 10, burst: 3, clock });
  expect([take(), take(), take()]).toEqual([undefined, undefined, undefined]);

  let went = 0;
  const waits = [take(), take()].map((wait) => wait?.then(() => went++));
  clock.advance(99);
  await Promise.resolve();
  expect(went).toBe(0);
  clock.advance(100);
  await waits[0];
  expect(went).toBe(1);
  clock.advance(200);
  await waits[1];
  expect(went).toBe(2);
});

test('who was quiet may burst again, but not more than once', () => {
  const clock = createReplayClock(0);
  const take = createRateLimit({ perSecond: 10, burst: 3, clock });
  for (let i = 0; i < 3; i++) take();
  clock.advance(3_600_000);
  expect([take(), take(), take()]).toEqual([undefined, undefined, undefined]);
  expect(take()).toBeInstanceOf(Promise);
});
