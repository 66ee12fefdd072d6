import type { Committed, Follower } from '../../domain/follower.ts';

/** People who are served at the same time. */
const AT_ONCE = 4;

/** Follows the messages that wait to be understood: one person's in order, different people side by side. */
export const messageFollower = (name: string, serve: (said: string, signal: AbortSignal) => Promise<void>): Follower => ({
  name,
  hears: 'decisions',
  async follow(entries, signal) {
    const people = [...Map.groupBy(messagesIn(entries), ({ patient }) => patient).values()];
    const walk = async (): Promise<void> => {
      for (let person = people.shift(); person; person = people.shift()) {
        for (const { said } of person) {
          signal.throwIfAborted();
          await serve(said, signal);
        }
      }
    };
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, people.length) }, walk));
  },
});

const messagesIn = (entries: readonly Committed[]) =>
  entries.flatMap((entry) => ('decision' in entry && entry.decision.do === 'understand' ? [entry.decision] : []));
