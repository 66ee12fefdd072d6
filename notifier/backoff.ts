import { createHash } from 'node:crypto';

export interface Patience {
  readonly firstRetryMs: number;
  readonly longestRetryMs: number;
}

/**
 * How long to wait after the n-th failed attempt (counted from 1): twice as long each time, up to the longest, give or take a quarter.
 * The quarter comes from the key and the attempt, so that a thousand messages that failed together do not come back together, and
 * every replay waits the same.
 */
export function backoffMs(key: string, attempt: number, { firstRetryMs, longestRetryMs }: Patience): number {
  const plain = Math.min(firstRetryMs * 2 ** Math.min(attempt - 1, 30), longestRetryMs);
  const dice = createHash('sha256').update(`${key} ${attempt}`).digest().readUInt32BE(0) / 2 ** 32;
  return Math.round(plain * (0.75 + dice / 2));
}
