import { useCallback, useEffect, useState } from 'react';
import { get } from './api.ts';

export interface Resource<T> {
  readonly value: T | undefined;
  readonly problem: string | undefined;
  reload(): Promise<void>;
}

const hints = new EventTarget();
let source: EventSource | undefined;

/** The server hints that something was committed; pages that show data look again. */
export function listenForChanges(): () => void {
  source ??= new EventSource('/api/v1/events');
  source.addEventListener('changed', () => hints.dispatchEvent(new Event('changed')));
  return () => {
    source?.close();
    source = undefined;
  };
}

/** What a path answers: at once what it answered before, and anew at every hint. An undefined path asks nothing. */
export function useResource<T>(path: string | undefined): Resource<T> {
  const [state, setState] = useState<{ path?: string; value?: T; problem?: string }>({});

  const reload = useCallback(async () => {
    if (path === undefined) return;
    try {
      const value = await get<T>(path);
      setState({ path, value });
    } catch (error) {
      setState((before) => ({ ...before, problem: error instanceof Error ? error.message : String(error) }));
    }
  }, [path]);

  useEffect(() => {
    void reload();
    const again = () => void reload();
    hints.addEventListener('changed', again);
    return () => hints.removeEventListener('changed', again);
  }, [reload]);

  return { value: state.path === path ? state.value : undefined, problem: state.problem, reload };
}
