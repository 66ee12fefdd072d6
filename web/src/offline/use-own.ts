import { useCallback, useEffect, useState } from 'react';
import type { OwnPage } from '../../../api/contract.ts';
import * as acts from '../api/acts.ts';
import { refresh } from '../api/cache.ts';
import type { Resource } from '../api/resources.ts';
import { type Loaded, useResource } from '../api/use-resource.ts';
import { keepFrame } from './frame.ts';
import { forget, type Kept, keep, mayKeep, recall, sweep } from './kept.ts';
import { putAside, type Sent, sendAll, takeBack, type Unsent, unsentOf } from './unsent.ts';

/** How often the page tries again to send what waits. */
const AGAIN_MS = 20_000;

export interface KeptResource<T> extends Loaded<T> {
  /** What is shown is not from now but from then. */
  readonly asOf: number | undefined;
}

/** A resource of a patient's own page: the last known answer stands in where none comes. `until`: when the link ends, once that is known. */
export function useKept<T>(
  token: string,
  what: string,
  resource: Resource<T> | undefined,
  untilOf: (data: T) => number | undefined,
): KeptResource<T> {
  const loaded = useResource(resource);
  const [kept, setKept] = useState<Kept<T>>();
  useEffect(() => {
    void recall<T>(token, what, Date.now()).then(setKept);
  }, [token, what]);
  const { data, error } = loaded;
  const until = data === undefined ? undefined : untilOf(data);
  useEffect(() => {
    if (data === undefined || error || until === undefined) return;
    const fresh = { at: Date.now(), data };
    setKept(fresh);
    void keep(token, what, fresh, until);
  }, [token, what, data, error, until]);
  const ended = error !== undefined && error.status >= 400 && error.status < 500 && error.status !== 429;
  if (ended) return { ...loaded, asOf: undefined };
  if (data !== undefined) return { ...loaded, asOf: error ? kept?.at : undefined };
  return kept ? { ...loaded, data: kept.data, first: false, asOf: kept.at } : { ...loaded, asOf: undefined };
}

/** What was said without a connection: what waits, what became of the rest, and saying more. */
export interface Aside {
  readonly waiting: readonly Unsent[];
  readonly gone: readonly { readonly one: Unsent; readonly as: Sent }[];
  /** Resolves to whether the phone keeps it. */
  readonly put: (one: Unsent) => Promise<boolean>;
  readonly back: (id: string) => Promise<void>;
  /** Sends one that had become too old to be sent by itself. */
  readonly evenSo: (id: string) => Promise<void>;
}

const send =
  (token: string) =>
  (one: Unsent): Promise<unknown> => {
    switch (one.is) {
      case 'answer':
        return acts.answerOwn(token, one.question, one.option);
      case 'response':
        return acts.fillOwn(token, one.question, one.answers);
      case 'words':
        return acts.askOwn(token, one.id, one.text);
      case 'adverse':
        return acts.handInAdverse(token, one.said);
    }
  };

/** `own`: the page, once it is known; its link's end is the end of what waits, too. */
export function useAside(token: string, own: OwnPage | undefined): Aside {
  const [waiting, setWaiting] = useState<readonly Unsent[]>([]);
  const [gone, setGone] = useState<Aside['gone']>([]);
  const until = own?.until ?? 0;
  const look = useCallback(async () => setWaiting(await unsentOf(token, Date.now())), [token]);
  const flush = useCallback(
    async (evenStale?: string) => {
      if (until === 0) return;
      const done = await sendAll(token, { send: send(token), until, now: Date.now(), ...(evenStale === undefined ? {} : { evenStale }) });
      await look();
      if (done.length === 0) return;
      setGone((before) => [...before, ...done]);
      refresh();
    },
    [token, until, look],
  );
  useEffect(() => {
    void look();
  }, [look]);
  const some = waiting.length > 0;
  useEffect(() => {
    const again = () => void flush();
    if (some) again();
    const timer = some ? setInterval(again, AGAIN_MS) : undefined;
    const seen = () => document.visibilityState === 'visible' && again();
    addEventListener('online', again);
    document.addEventListener('visibilitychange', seen);
    return () => {
      clearInterval(timer);
      removeEventListener('online', again);
      document.removeEventListener('visibilitychange', seen);
    };
  }, [some, flush]);
  return {
    waiting,
    gone,
    async put(one) {
      const isKept = await putAside(token, one, until, Date.now());
      await look();
      return isKept;
    },
    async back(id) {
      await takeBack(token, id, until, Date.now());
      await look();
    },
    evenSo: flush,
  };
}

/**
 * Keeps the frame once the page has come from the server, and lets go of what belongs to links that have ended.
 * @returns what was said and never sent, where the link has ended
 */
export function useFrame(token: string, fresh: boolean, ended: boolean): readonly string[] {
  const [lost, setLost] = useState<readonly string[]>([]);
  useEffect(() => {
    // A phone that keeps nothing still shows the page.
    if (fresh && mayKeep()) keepFrame().catch(() => undefined);
    if (fresh) sweep(Date.now());
  }, [fresh]);
  useEffect(() => {
    if (!ended) return;
    // Whatever the clock says: it is to be told before it is gone.
    void unsentOf(token, 0).then((unsent) => {
      setLost(unsent.map(({ shown }) => shown));
      void forget(token).then(() => sweep(Date.now()));
    });
  }, [token, ended]);
  return lost;
}

/** Asks again for everything as soon as there is a connection. */
export function useBackOnline(): void {
  useEffect(() => {
    const again = () => refresh();
    addEventListener('online', again);
    return () => removeEventListener('online', again);
  }, []);
}
