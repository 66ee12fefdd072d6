import type { Clock } from '../domain/clock.ts';

/**
 * A token bucket for each sender. Who is too fast is made to wait, not refused: its packets stay unacknowledged in its own
 * socket, so nothing is lost and nobody else notices.
 */
export function createRateLimit({
  perSecond,
  burst,
  clock,
}: {
  readonly perSecond: number;
  readonly burst: number;
  readonly clock: Clock;
}) {
  let tokens = burst;
  let filled = clock.now();

  /** Undefined when the sender may go on at once, otherwise a promise for when it may. */
  return function take(signal?: AbortSignal): Promise<void> | undefined {
    const now = clock.now();
    tokens = Math.min(burst, tokens + ((now - filled) * perSecond) / 1000);
    filled = now;
    tokens -= 1;
    return tokens >= 0 ? undefined : clock.until(now + Math.ceil((-tokens / perSecond) * 1000), signal);
  };
}
