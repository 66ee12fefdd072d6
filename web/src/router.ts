import { useSyncExternalStore } from 'react';

/** The address is the page: no state of its own, so that a link, a reload and the back button all work. */
export function useAddress(): URL {
  const href = useSyncExternalStore(
    (changed) => {
      window.addEventListener('popstate', changed);
      return () => window.removeEventListener('popstate', changed);
    },
    () => window.location.href,
  );
  return new URL(href);
}

export function go(path: string): void {
  window.history.pushState(null, '', path);
  window.dispatchEvent(new PopStateEvent('popstate'));
  window.scrollTo(0, 0);
}
