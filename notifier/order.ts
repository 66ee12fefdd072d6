import type { Address } from './address.ts';
import type { Sent } from './verdict.ts';

/** Sends everything at once: what is urgent. */
export const onEveryWay = (addresses: readonly Address[], send: (address: Address) => Promise<Sent>): Promise<readonly Sent[]> =>
  Promise.all(addresses.map(send));

/**
 * Sends what can wait: to each person on the ways in the order that this person chose, the next only where one fails; on every way to
 * those who chose none. Of the ways that failed for now only the first is tried again, so that nobody is told twice.
 */
export async function inOrder(addresses: readonly Address[], send: (address: Address) => Promise<Sent>): Promise<readonly Sent[]> {
  const people = Map.groupBy(
    addresses.filter(({ rank }) => rank !== undefined),
    ({ person }) => person ?? '',
  );
  const [unranked, ...ranked] = await Promise.all([
    onEveryWay(
      addresses.filter(({ rank }) => rank === undefined),
      send,
    ),
    ...people.values().map((ways) => untilOneTakesIt(ways, send)),
  ]);
  return [...unranked, ...ranked.flat()];
}

async function untilOneTakesIt(ways: readonly Address[], send: (address: Address) => Promise<Sent>): Promise<readonly Sent[]> {
  const sent: Sent[] = [];
  for (const rank of [...new Set(ways.map((way) => way.rank!))].sort((a, b) => a - b)) {
    const now = await onEveryWay(
      ways.filter((way) => way.rank === rank),
      send,
    );
    sent.push(...now);
    if (now.some(({ outcome }) => outcome.is === 'accepted' || outcome.is === 'held'))
      return sent.filter(({ outcome }) => outcome.is !== 'failed');
  }
  const again = sent.find(({ outcome }) => outcome.is === 'failed');
  return sent.filter((one) => one.outcome.is !== 'failed' || one === again);
}
