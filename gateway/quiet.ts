import type { Clock } from '../domain/clock.ts';

/** Resolves when nobody has touched it for `ms`; rejects with the signal's reason. */
export function createQuiet(clock: Clock, ms: number, signal: AbortSignal): { touch(): void; readonly comes: Promise<void> } {
  let due = clock.now() + ms;
  const wait = async () => {
    while (clock.now() < due) await clock.until(due, signal);
  };
  const comes = wait();
  comes.catch(() => {}); // a wait that was given up is no fault
  return {
    touch: () => {
      due = clock.now() + ms;
    },
    comes,
  };
}
