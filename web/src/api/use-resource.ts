import { useCallback, useMemo, useSyncExternalStore } from 'react';
import { look, refresh, watch } from './cache.ts';
import type { ApiError } from './client.ts';
import type { Resource } from './resources.ts';

export interface Loaded<T> {
  /** The last known answer, also while a newer one is on its way. */
  readonly data: T | undefined;
  readonly error: ApiError | undefined;
  /** Nothing is known yet: show the skeleton. */
  readonly first: boolean;
  readonly reload: () => void;
}

/** Stale while revalidating: shows what is known, asks again when mounted anew, on a hint of the server, and on `reload`. */
export function useResource<T>(resource: Resource<T> | undefined): Loaded<T> {
  const path = resource?.path;
  const subscribe = useCallback((listener: () => void) => (path === undefined ? () => {} : watch(path, listener)), [path]);
  const known = useSyncExternalStore(subscribe, () => look(path));
  const reload = useCallback(() => refresh((other) => other === path), [path]);
  return useMemo(
    () => ({
      data: known.data as T | undefined,
      error: known.error,
      first: known.data === undefined && known.error === undefined,
      reload,
    }),
    [known, reload],
  );
}
