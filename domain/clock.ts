/** Unix milliseconds. */
export type Instant = number;

/** The only way to the time. Tests and the demo pass their own. */
export interface Clock {
  now(): Instant;
  /** Resolves at `at`, at once if that is past; rejects with the signal's reason when `signal` aborts. */
  until(at: Instant, signal?: AbortSignal): Promise<void>;
}

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** Clocks of cuffs show no seconds, and a radio takes its time: two moments nearer than this are the same. Engineering choice. */
export const AGREE_WITHIN_MS = 2 * MINUTE;
