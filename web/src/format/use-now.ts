import { useSyncExternalStore } from 'react';

/** One clock for the page: `5 min ago` moves on by itself, everywhere at once. */
const TICK_MS = 30_000;
let now = Date.now();
let timer = 0;
const listeners = new Set<() => void>();

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  if (listeners.size === 1) {
    now = Date.now();
    timer = window.setInterval(() => {
      now = Date.now();
      for (const each of listeners) each();
    }, TICK_MS);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) window.clearInterval(timer);
  };
};

export const useNow = (): number => useSyncExternalStore(subscribe, () => now);
