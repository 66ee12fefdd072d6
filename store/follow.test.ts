import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { SECOND } from '../domain/clock.ts';
import type { Committed, Follower } from '../domain/follower.ts';
import { createReplayClock } from '../domain/replay-clock.ts';
import type { Store } from '../domain/store.ts';
import { append, glucose, MORNING, message } from './conformance/samples.ts';
import { drainFollower, runFollower, type SetAside } from './follow.ts';
import { openHouse } from './temporary-house.ts';

/** Notes what it heard; `fail` makes the world down for so many calls. */
function createListener({ name = 'listener', fail = 0, hears = 'readings' as Follower['hears'] } = {}) {
  const batches: (readonly Committed[])[] = [];
  const listener = {
    name,
    hears,
    fail,
    batches,
    heard: () => batches.flat().map((entry) => ('reading' in entry ? entry.reading.id : entry.decision.do)),
    async follow(entries: readonly Committed[]) {
      if (this.fail > 0) {
        this.fail -= 1;
        throw new Error('the world is down');
      }
      batches.push(entries);
    },
  };
  return listener;
}

const ids = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => glucose(from + i, 5).id);
const put = (store: Store, from: number, to: number) =>
  append(store, ...Array.from({ length: to - from + 1 }, (_, i) => glucose(from + i, 5)));
const never = new AbortController().signal;

describe('draining', () => {
  test('hears everything once, in commit order and in batches, and goes on where it was', async () => {
    const { store } = openHouse();
    const follower = createListener();
    await put(store, 1, 5);
    expect(await drainFollower({ store, follower, batch: 2 }, never)).toBe(5);
    expect(follower.heard()).toEqual(ids(1, 5));
    expect(follower.batches.map(({ length }) => length)).toEqual([2, 2, 1]);
    await put(store, 6, 7);
    expect(await drainFollower({ store, follower }, never)).toBe(2);
    expect(await drainFollower({ store, follower }, never)).toBe(0);
    expect(follower.heard()).toEqual(ids(1, 7));
    expect(await store.streams.cursor('listener')).toBe(7);
  });

  test('hears what comes of its own work', async () => {
    const { store } = openHouse();
    let work = 3;
    const follower: Follower = {
      name: 'care',
      hears: 'decisions',
      async follow() {
        work -= 1;
        if (work > 0) await store.transact((records) => records.decisions.apply([{ do: 'send', message: message(`m${work}`) }], 0));
      },
    };
    await store.transact((records) => records.decisions.apply([{ do: 'send', message: message('m0') }], 0));
    expect(await drainFollower({ store, follower }, never)).toBe(3);
  });

  test('a rejection is passed on; only what was followed is behind it', async () => {
    const { store } = openHouse();
    await put(store, 1, 4);
    const follower = createListener();
    const follow = follower.follow.bind(follower);
    follower.follow = async (entries) => {
      if (follower.batches.length === 1) throw new Error('the world is down');
      return follow(entries);
    };
    await expect(drainFollower({ store, follower, batch: 3 }, never)).rejects.toThrow('the world is down');
    expect(await store.streams.cursor('listener')).toBe(3);
  });
});

describe('running', () => {
  function run(store: Store, follower: Follower, more: { readonly batch?: number; readonly setAside?: SetAside } = {}) {
    const clock = createReplayClock(MORNING);
    const stop = new AbortController();
    const troubles: number[] = [];
    const running = runFollower({
      store,
      follower,
      clock,
      signal: stop.signal,
      retry: { firstMs: 1000, mostMs: 3000 },
      onTrouble: (_, again) => troubles.push(again - clock.now()),
      ...more,
    });
    const end = async () => {
      stop.abort();
      await running;
    };
    onTestFinished(end);
    return { clock, troubles, end };
  }

  test('is woken by commits, without the clock moving', async () => {
    const { store } = openHouse();
    const follower = createListener();
    run(store, follower);
    for (let n = 1; n <= 3; n++) {
      await put(store, n, n);
      await vi.waitFor(() => expect(follower.heard()).toEqual(ids(1, n)));
    }
  });

  test('looks again after a while, when no hint came', async () => {
    const { store, path } = openHouse();
    const follower = createListener();
    const { clock } = run(store, follower);
    await vi.waitFor(async () => expect(await store.streams.cursor('listener')).toBe(0));
    const { store: other } = openHouse({ path });
    await put(other, 1, 1);
    await vi.waitFor(() => {
      clock.advance(clock.now() + SECOND);
      expect(follower.heard()).toEqual(ids(1, 1));
    });
  });

  /** Refuses one reading for ever. */
  function poisoned(nth: number) {
    const follower = createListener();
    const follow = follower.follow.bind(follower);
    follower.follow = async (entries) => {
      if (entries.some((entry) => 'reading' in entry && entry.reading.id === glucose(nth, 5).id)) throw new Error('it cannot be read');
      return follow(entries);
    };
    return follower;
  }
  const untilSaid = (clock: { advance(to: number): void; now(): number }, done: () => void) =>
    vi.waitFor(
      () => {
        clock.advance(clock.now() + 3 * SECOND);
        done();
      },
      { timeout: 5_000, interval: 2 },
    );

  test('one entry that can never be followed is set aside, once, with its reason; everything else arrives', async () => {
    const { store } = openHouse();
    await put(store, 1, 6);
    const follower = poisoned(3);
    const aside: [number, string][] = [];
    const setAside = async ({ position }: Committed, error: unknown) => void aside.push([position, String(error)]);
    const { clock, end } = run(store, follower, { setAside });
    await untilSaid(clock, () => expect(follower.heard()).toEqual([...ids(1, 2), ...ids(4, 6)]));
    expect(aside).toEqual([[3, 'Error: it cannot be read']]);
    await end();
    expect(await store.streams.cursor('listener')).toBe(6);
  });

  test('what cannot be set aside, because the store takes nothing, is not passed over', async () => {
    const { store } = openHouse();
    await put(store, 1, 2);
    const follower = poisoned(1);
    let tried = 0;
    const setAside = async () => {
      tried += 1;
      if (tried < 3) throw new Error('the disk is full');
    };
    const { clock } = run(store, follower, { setAside });
    await untilSaid(clock, () => expect(follower.heard()).toEqual(ids(2, 2)));
    expect(tried).toBe(3);
  });

  test('a world that is down is waited for, however long, where nothing may be set aside', async () => {
    const { store } = openHouse();
    await put(store, 1, 2);
    const follower = createListener({ fail: 40 });
    const { clock } = run(store, follower);
    await untilSaid(clock, () => expect(follower.heard()).toEqual(ids(1, 2)));
  });

  test('gets the same entries again after a rejection, with pauses that grow up to a limit, and in order', async () => {
    const { store } = openHouse();
    const follower = createListener({ fail: 4 });
    await put(store, 1, 3);
    const { clock, troubles } = run(store, follower, { batch: 2 });
    for (let failures = 1; failures <= 4; failures++) {
      await vi.waitFor(() => expect(troubles).toHaveLength(failures));
      expect(follower.heard()).toEqual([]);
      expect(await store.streams.cursor('listener')).toBe(0);
      clock.advance(clock.now() + troubles.at(-1)! - 1);
      await new Promise((resolve) => setTimeout(resolve, 5));
      expect(troubles).toHaveLength(failures);
      clock.advance(clock.now() + 1);
    }
    expect(troubles).toEqual([1000, 2000, 3000, 3000]);
    await vi.waitFor(() => expect(follower.heard()).toEqual(ids(1, 3)));
  });

  test('writes its place about once a second and at the end, not once for each entry', async () => {
    const { store } = openHouse();
    const follower = createListener();
    let moves = 0;
    const counted: Store = {
      ...store,
      transact: (work) => {
        moves += 1;
        return store.transact(work);
      },
    };
    const { clock, end } = run(counted, follower);
    for (let n = 1; n <= 20; n++) {
      await put(store, n, n);
      await vi.waitFor(() => expect(follower.heard()).toHaveLength(n));
    }
    expect(moves).toBe(0);
    clock.advance(clock.now() + SECOND);
    await vi.waitFor(async () => expect(await store.streams.cursor('listener')).toBe(20));
    expect(moves).toBe(1);
    await put(store, 21, 21);
    await vi.waitFor(() => expect(follower.heard()).toHaveLength(21));
    await end();
    expect(await store.streams.cursor('listener')).toBe(21);
    expect(moves).toBe(2);
  });

  test('does not move its place while the follower is still at work', async () => {
    const { store } = openHouse();
    let finish = (): void => {};
    const started = vi.fn();
    const follower: Follower = {
      name: 'slow',
      hears: 'readings',
      follow: () => {
        started();
        return new Promise((resolve) => {
          finish = resolve;
        });
      },
    };
    await put(store, 1, 1);
    const { clock, end } = run(store, follower);
    await vi.waitFor(() => expect(started).toHaveBeenCalled());
    clock.advance(clock.now() + 10 * SECOND);
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(await store.streams.cursor('slow')).toBe(0);
    finish();
    await vi.waitFor(async () => expect(await store.streams.cursor('slow')).toBe(1));
    await end();
  });
});
