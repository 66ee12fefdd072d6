import type { Clock, Instant } from './clock.ts';

/** A clock that moves only when it is told to: for tests, previews and the demo's replay. */
export interface ReplayClock extends Clock {
  /** Moves to `to` and wakes whoever waited for a moment up to then, earliest first. Never backwards. */
  advance(to: Instant): void;
}

export function createReplayClock(start: Instant): ReplayClock {
  let now = start;
  let sleepers: { at: Instant; wake: () => void }[] = [];

  return {
    now: () => now,
    until(at, signal) {
      if (signal?.aborted) return Promise.reject(signal.reason);
      if (at <= now) return Promise.resolve();
      return new Promise((resolve, reject) => {
        const sleeper = { at, wake: resolve };
        sleepers.push(sleeper);
        signal?.addEventListener(
          'abort',
          () => {
            sleepers = sleepers.filter((other) => other !== sleeper);
            reject(signal.reason);
          },
          { once: true },
        );
      });
    },
    advance(to) {
      if (to < now) throw new RangeError(`a clock does not go back: ${to} is before ${now}`);
      now = to;
      const due = sleepers.filter((sleeper) => sleeper.at <= now).sort((a, b) => a.at - b.at);
      sleepers = sleepers.filter((sleeper) => sleeper.at > now);
      for (const sleeper of due) sleeper.wake();
    },
  };
}
