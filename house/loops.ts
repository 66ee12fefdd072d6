import type { Clock, Instant } from '../domain/clock.ts';
import type { Store } from '../domain/store.ts';

/** Something that has due moments: timers, messages. */
export interface DueWork {
  readonly name: string;
  /** Does what is due and says how much that was. */
  work(signal: AbortSignal): Promise<number>;
  /** The next moment at which there will be something to do. */
  next(): Promise<Instant | undefined>;
}

/** The first moment at which any of them has something to do. */
export async function nextOf(due: readonly DueWork[]): Promise<Instant | undefined> {
  const moments = (await Promise.all(due.map(({ next }) => next()))).filter((at) => at !== undefined);
  return moments.length > 0 ? Math.min(...moments) : undefined;
}

/** However quiet it is, look again: a due moment may have been written by another node, or a commit's hint lost. */
const LOOK_AGAIN_MS = 5_000;
const AFTER_A_FAILURE_MS = 1_000;

/** Runs due work until the signal aborts: at its moment, at a commit's hint, or after a while. A failure is told, and tried again. */
export async function runWhenDue(
  { work, next }: DueWork,
  {
    store,
    clock,
    signal,
    onTrouble,
  }: { store: Pick<Store, 'onCommit'>; clock: Clock; signal: AbortSignal; onTrouble: (error: unknown) => void },
): Promise<void> {
  while (!signal.aborted) {
    try {
      while ((await work(signal)) > 0) if (signal.aborted) return;
      await pause(Math.min((await next()) ?? Number.POSITIVE_INFINITY, clock.now() + LOOK_AGAIN_MS));
    } catch (error) {
      if (signal.aborted) return;
      onTrouble(error);
      await pause(clock.now() + AFTER_A_FAILURE_MS, false);
    }
  }

  /** Until `at`, or until something was committed. */
  async function pause(at: Instant, orCommit = true): Promise<void> {
    const over = new AbortController();
    const stop = orCommit ? store.onCommit(() => over.abort()) : () => {};
    await clock.until(at, AbortSignal.any([signal, over.signal])).catch(() => {});
    stop();
  }
}

/**
 * Every work in turn until none finds anything more; resolves to how much was done. Who fails holds nobody else up; the first failure is
 * thrown at the end.
 */
export async function untilQuiet(works: readonly (() => Promise<number>)[]): Promise<number> {
  const failed = new Map<() => Promise<number>, unknown>();
  for (let done = 0; ; ) {
    let now = 0;
    for (const work of works) {
      if (!failed.has(work)) now += await work().catch((error: unknown) => Number(failed.set(work, error) && 0));
    }
    done += now;
    if (now > 0) continue;
    for (const error of failed.values()) throw error;
    return done;
  }
}
