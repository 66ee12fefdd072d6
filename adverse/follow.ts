import type { Follower } from '../domain/follower.ts';
import type { Store } from '../domain/store.ts';
import { beginAdverseReport } from './begin.ts';
import { remind } from './due.ts';

/** What a question of a patient decides when it hears of a reaction: read as data, because whoever decides it is another room. */
interface Heard {
  readonly do: 'adverse-reaction';
  readonly patient: string;
  readonly said: string;
  readonly text: string;
  readonly at: number;
}

/** Begins a draft wherever a patient said that a medicine did not agree with them: once for each thing said, however often it is heard. */
export function followReactions(store: Pick<Store, 'transact'>): Follower {
  return {
    name: 'adverse reactions',
    hears: 'decisions',
    async follow(entries, signal) {
      for (const entry of entries) {
        signal.throwIfAborted();
        const heard = 'decision' in entry ? (entry.decision as { readonly do: string }) : undefined;
        if (heard?.do !== 'adverse-reaction') continue;
        const { patient, said, text, at } = heard as Heard;
        await store.transact(async (records) => {
          const id = await beginAdverseReport(records, { patient, cause: said, words: text, at });
          const report = await records.adverse.get(id);
          if (report) await records.decisions.apply([remind(report, at)], at);
        });
      }
    },
  };
}
