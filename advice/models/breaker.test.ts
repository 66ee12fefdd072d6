import { expect, test } from 'vitest';
import { MINUTE } from '../../domain/clock.ts';
import { createReplayClock } from '../../domain/replay-clock.ts';
import { createBreaker } from './breaker.ts';

const broken = () => {
  const clock = createReplayClock(0);
  const breaker = createBreaker(clock);
  for (let i = 0; i < 3; i++) breaker.tell('outage');
  return { clock, breaker };
};

test('two outages stop nobody, and a good answer forgets them', () => {
  const breaker = createBreaker(createReplayClock(0));
  for (const outcome of ['outage', 'outage', 'well', 'outage', 'outage'] as const) breaker.tell(outcome);
  expect(breaker.mayTry()).toBe(true);
});

test('after three running nobody tries, until the pause is over', () => {
  const { clock, breaker } = broken();
  clock.advance(5 * MINUTE - 1);
  expect(breaker.mayTry()).toBe(false);
  clock.advance(5 * MINUTE);
  expect(breaker.mayTry()).toBe(true);
});

test('then one tries for all: well opens the way, another outage closes it again at once', () => {
  const { clock, breaker } = broken();
  clock.advance(5 * MINUTE);
  expect([breaker.mayTry(), breaker.mayTry(), breaker.mayTry()]).toEqual([true, false, false]);
  breaker.tell('outage');
  clock.advance(10 * MINUTE - 1);
  expect(breaker.mayTry()).toBe(false);
  clock.advance(10 * MINUTE);
  expect(breaker.mayTry()).toBe(true);
  breaker.tell('well');
  expect([breaker.mayTry(), breaker.mayTry()]).toEqual([true, true]);
});

test('a trial of which nobody heard again is followed by another', () => {
  const { clock, breaker } = broken();
  clock.advance(5 * MINUTE);
  expect(breaker.mayTry()).toBe(true);
  clock.advance(6 * MINUTE);
  expect(breaker.mayTry()).toBe(true);
});
