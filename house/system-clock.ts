import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../domain/clock.ts';

/** Timers of the runtime overflow beyond this and would fire at once. */
const LONGEST_MS = 2 ** 31 - 1;

/** The wall clock. Only app.ts and the command line use it: every room gets its clock as an argument. */
export const systemClock: Clock = {
  now: () => Date.now(),
  async until(at, signal) {
    for (let left = at - Date.now(); left > 0; left = at - Date.now()) {
      await sleep(Math.min(left, LONGEST_MS), undefined, signal ? { signal } : {});
    }
  },
};
