import { DAY, type Instant } from './clock.ts';
import type { OutboxEntry, Records } from './store.ts';

const SHOWN_FOR = 30 * DAY;

/**
 * What did not reach anybody: `dead` can be tried again. `expired` is void, because its time has passed, before it was sent or since it was
 * given up; each with why. The newest first, the expired ones of the last 30 days.
 */
export async function givenUp(
  { outbox }: Pick<Records, 'outbox'>,
  now: Instant,
  most: number,
): Promise<{ readonly dead: readonly OutboxEntry[]; readonly expired: readonly OutboxEntry[] }> {
  const isVoid = ({ message: { expires } }: OutboxEntry) => expires !== undefined && expires <= now;
  const all = await outbox.dead(most);
  // Without a reason nobody wanted it any more: there is nothing to tell.
  const late = (await outbox.expired(now - SHOWN_FOR, most)).filter(
    ({ delivery }) => delivery.is === 'expired' && delivery.why !== undefined,
  );
  return {
    dead: all.filter((entry) => !isVoid(entry)),
    expired: [...late, ...all.filter(isVoid)].sort((a, b) => b.message.due - a.message.due).slice(0, most),
  };
}
