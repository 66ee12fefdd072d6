import { type Clock, DAY } from '../../domain/clock.ts';

/** So many requests a day (UTC), counted since the start of the process: it guards a purse, not a patient. */
export function dailyBudget(most: number, clock: Clock): { take(): boolean } {
  let day = -1;
  let used = 0;
  return {
    take() {
      const today = Math.floor(clock.now() / DAY);
      if (today !== day) [day, used] = [today, 0];
      return ++used <= most;
    },
  };
}
