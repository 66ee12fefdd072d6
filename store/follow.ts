import { setImmediate } from 'node:timers/promises';
import { type Clock, type Instant, SECOND } from '../domain/clock.ts';
import type { Committed, Follower } from '../domain/follower.ts';
import type { Store } from '../domain/store.ts';

type Followed = Pick<Store, 'streams' | 'transact' | 'onCommit'>;

/** So many entries are handed over at once: one request of a projection, and not too much to do again after a crash. */
const BATCH = 500;

/** However quiet it is, look again: another process may have written, or a hint been lost. */
const LOOK_AGAIN_MS = 5 * SECOND;

/** The cursor costs an fsync. After a crash the entries of this long come again, which a follower takes as if they had not. */
const CURSOR_EVERY_MS = SECOND;

/**
 * One entry that can never be followed must not keep all that come behind it waiting. After so many failures running (half a minute with the
 * usual pauses) the entries are followed one by one; one that fails as often by itself is set aside.
 */
const PATIENCE = 6;

export interface Retry {
  readonly firstMs: number;
  /** Doubled after each failure up to this. */
  readonly mostMs: number;
}

const RETRY: Retry = { firstMs: 500, mostMs: 60 * SECOND };

export interface RunParts {
  readonly store: Followed;
  readonly follower: Follower;
  readonly clock: Clock;
  /** Ends it: what is in hand is finished, the cursor written. */
  readonly signal: AbortSignal;
  readonly batch?: number;
  readonly retry?: Retry;
  /** Told of each failure and when it is tried again; it goes on by itself. */
  readonly onTrouble?: (error: unknown, again: Instant) => void;
  /**
   * Keeps an entry that cannot be followed where a person hears of it; what comes behind it goes on once this has resolved. Absent where an
   * entry fails only because the world is down, as for projections: then it is tried for ever.
   */
  readonly setAside?: SetAside;
}

export type SetAside = (entry: Committed, error: unknown) => Promise<void>;

/**
 * Runs a follower from its saved cursor until the signal aborts: at each commit, and now and then. When it rejects, the same entries come
 * again after a pause that grows. Its place moves only behind what it has followed.
 */
export async function runFollower({
  store,
  follower,
  clock,
  signal,
  batch = BATCH,
  retry = RETRY,
  onTrouble,
  setAside,
}: RunParts): Promise<void> {
  let place: Place | undefined;
  let pauseMs = retry.firstMs;
  let writtenAt = clock.now();
  let failed = 0;
  /** How many more entries are followed one by one. */
  let alone = 0;
  const bell = createBell();
  const stop = store.onCommit(bell.ring);

  while (!signal.aborted) {
    try {
      place ??= await placeOf(store, follower);
      bell.hush();
      const hopeless = setAside !== undefined && failed >= PATIENCE;
      if (hopeless && alone > 0) await place.pass(setAside);
      else if (hopeless) alone = batch;
      if (hopeless) failed = 0;
      const followed = await place.advance(alone > 0 ? 1 : batch, signal);
      failed = 0;
      alone = followed === 0 ? 0 : Math.max(0, alone - 1);
      const dueAt = writtenAt + CURSOR_EVERY_MS;
      if (place.isAhead() && clock.now() >= dueAt) {
        await place.write();
        writtenAt = clock.now();
      }
      pauseMs = retry.firstMs;
      if (followed === 0) await bell.until(clock, place.isAhead() ? dueAt : clock.now() + LOOK_AGAIN_MS, signal);
    } catch (error) {
      if (signal.aborted) break;
      failed += 1;
      const again = clock.now() + pauseMs;
      onTrouble?.(error, again);
      pauseMs = Math.min(2 * pauseMs, retry.mostMs);
      await clock.until(again, signal).catch(() => {});
    }
  }
  stop();
  await place?.write().catch((error: unknown) => onTrouble?.(error, clock.now()));
}

/** Follows until it has caught up, also with what came of its own work. Resolves to the number of entries; rejects when the follower does. */
export async function drainFollower(
  { store, follower, batch = BATCH }: Pick<RunParts, 'store' | 'follower' | 'batch'>,
  signal: AbortSignal,
): Promise<number> {
  const place = await placeOf(store, follower);
  let total = 0;
  try {
    while (!signal.aborted) {
      const followed = await place.advance(batch, signal);
      if (followed === 0) break;
      total += followed;
    }
  } finally {
    await place.write();
  }
  return total;
}

interface Place {
  /** Hands the next entries over, and is behind them once they are followed. Resolves to how many there were. */
  advance(batch: number, signal: AbortSignal): Promise<number>;
  /** Sets the next entry aside, with what it failed by last, and is behind it, also after a crash. */
  pass(setAside: SetAside): Promise<void>;
  /** Whether the written cursor lies behind it. */
  isAhead(): boolean;
  write(): Promise<void>;
}

async function placeOf(store: Followed, follower: Follower): Promise<Place> {
  const { name, hears } = follower;
  let written = await store.streams.cursor(name);
  let position = written;
  let last: unknown;
  async function write(): Promise<void> {
    const here = position;
    if (here === written) return;
    await store.transact((records) => records.streams.moveCursor(name, here));
    written = here;
  }
  return {
    async advance(batch, signal) {
      for (;;) {
        const { entries, upTo } = await store.streams.next(hears, position, batch);
        if (entries.length > 0) {
          await follower.follow(entries, signal).catch((error: unknown) => {
            last = error;
            throw error;
          });
        } else if (upTo === position || signal.aborted) return 0;
        position = upTo;
        if (entries.length > 0) return entries.length;
        // A long stretch that does not concern it: others have their turn.
        await setImmediate();
      }
    },
    async pass(setAside) {
      const {
        entries: [entry],
      } = await store.streams.next(hears, position, 1);
      if (!entry) return;
      await setAside(entry, last);
      position = entry.position;
      await write();
    },
    isAhead: () => position !== written,
    write,
  };
}

/** Rung by a commit. A ring that nobody waits for is kept: a commit between the look and the wait is not missed. */
function createBell() {
  let rung = false;
  let wake = (): void => {};
  return {
    ring() {
      rung = true;
      wake();
    },
    hush() {
      rung = false;
    },
    async until(clock: Clock, at: Instant, signal: AbortSignal): Promise<void> {
      if (rung) return;
      const over = new AbortController();
      wake = () => over.abort();
      await clock.until(at, AbortSignal.any([signal, over.signal])).catch(() => {});
      wake = () => {};
    },
  };
}
