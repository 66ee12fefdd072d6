import type { Instant } from '../domain/clock.ts';
import type { Store } from '../domain/store.ts';

type Health = ReturnType<Store['health']>;

/**
 * What the world does to a database file, by SQLite's primary result codes (https://www.sqlite.org/rescode.html), in words for /readyz.
 * Every other code tells of a query, and is an error of ours.
 */
const WORLD: Readonly<Record<number, string>> = {
  5: 'another program holds the database',
  6: 'another program holds the database',
  7: 'out of memory',
  8: 'the database may not be written',
  10: 'the disk reports an error',
  11: 'the database file is damaged',
  13: 'disk full',
  14: 'the database file cannot be opened',
  26: 'the database file is damaged',
};

/** Why the world would not let us write; undefined when it is not the world's fault. */
export function faultOf(error: unknown): string | undefined {
  const { errcode, errstr } = (error ?? {}) as { readonly errcode?: unknown; readonly errstr?: unknown };
  if (typeof errcode !== 'number') return undefined;
  const words = WORLD[errcode & 0xff];
  return words === undefined || words === errstr ? words : `${words} (${errstr})`;
}

/** Ill from the first write that the world refused until one succeeds. */
export function createHealth(now: () => Instant): { readonly read: () => Health; wrote(): void; failed(error: unknown): void } {
  let health: Health = { ok: true };
  return {
    read: () => health,
    wrote: () => {
      health = { ok: true };
    },
    failed: (error) => {
      const why = faultOf(error);
      if (why !== undefined) health = { ok: false, why, since: health.ok ? now() : health.since };
    },
  };
}
