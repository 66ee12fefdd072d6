import type { Instant } from '../domain/clock.ts';
import type { ReplayClock } from '../domain/replay-clock.ts';
import type { TestHouse } from './house.ts';

/** Lets time pass in a house, stopping wherever something is due, as it would if nobody moved the clock. */
export async function passTime(house: TestHouse, clock: ReplayClock, to: Instant): Promise<void> {
  await house.settle();
  for (let due = await house.nextDue(); due !== undefined && due <= to; due = await house.nextDue()) {
    clock.advance(Math.max(due, clock.now()));
    await house.settle();
  }
  clock.advance(to);
  await house.settle();
}
