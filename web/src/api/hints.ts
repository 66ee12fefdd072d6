import { useEffect, useSyncExternalStore } from 'react';
import { refresh } from './cache.ts';
import { addressOf } from './client.ts';

export type Line = 'open' | 'waiting';

/** The first commit after a pause is looked at once; in a stream of them every five seconds, so that many consoles stay few requests. */
const PAUSE_MS = 5000;
/** Where hints do not come (a proxy that holds them back, a night's sleep), the page asks by itself. */
const BY_ITSELF_MS = 60_000;

let line: Line = 'open';
const listeners = new Set<() => void>();
const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** Whether hints come, for the small sign in the corner. */
export const useLine = (): Line => useSyncExternalStore(subscribe, () => line);

/** Keeps what is on the screen fresh while somebody is signed in. */
export function useHints(on: boolean): void {
  useEffect(() => (on ? listen() : undefined), [on]);
}

/** What no commit changes, and what one reading more changes by nothing that is seen, is not asked for again by a hint. */
const fixed = (path: string): boolean =>
  path === '/session' || path === '/rules' || path.includes('/report?') || path.includes('/readings/profile?');

function listen(): () => void {
  let source: EventSource | undefined;
  let pending = 0;
  let retry = 0;
  let last = 0;
  const look = () => {
    pending = 0;
    last = performance.now();
    if (document.visibilityState === 'visible') refresh((path) => !fixed(path));
  };
  const hint = () => {
    pending ||= window.setTimeout(look, Math.max(150, last + PAUSE_MS - performance.now()));
  };
  const say = (now: Line) => {
    if (now === line) return;
    line = now;
    for (const listener of listeners) listener();
  };
  const open = () => {
    source = new EventSource(addressOf('/events'));
    source.onopen = () => say('open');
    source.addEventListener('changed', hint);
    source.onerror = () => {
      say('waiting');
      if (source?.readyState !== EventSource.CLOSED) return; // It reconnects by itself.
      retry = window.setTimeout(open, 5000);
    };
  };
  open();
  const timer = window.setInterval(hint, BY_ITSELF_MS);
  document.addEventListener('visibilitychange', hint);
  return () => {
    source?.close();
    window.clearTimeout(pending);
    window.clearTimeout(retry);
    window.clearInterval(timer);
    document.removeEventListener('visibilitychange', hint);
    say('open');
  };
}
