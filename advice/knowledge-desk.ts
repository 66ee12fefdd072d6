import type { SentenceSwitch } from '../domain/clinic-words.ts';
import { type Clock, DAY, type Instant, MINUTE } from '../domain/clock.ts';
import { HearthError } from '../domain/errors.ts';
import type { Store } from '../domain/store.ts';
import type { Knowledge, Sentence } from './knowledge.ts';
import { SITUATIONS } from './situation.ts';
import { SITUATION_NAMES, traitName } from './situation-words.ts';
import { isFixed, type Left, whatIsLeft } from './what-is-left.ts';

/** How far back uses are counted. */
export const USES_WITHIN_MS = 30 * DAY;
/** Counting reads a month of advice: so long a count is good enough. */
const COUNT_KEEPS_MS = 5 * MINUTE;

/** The knowledge base without what this clinic has switched off. What is said where somebody may be in danger stays, whatever stands in the store. */
export const inUse = (knowledge: Knowledge, switches: readonly SentenceSwitch[]): Knowledge => {
  const off = new Set(switches.flatMap((one) => (one.off ? [one.sentence] : [])));
  return off.size === 0 ? knowledge : knowledge.filter((row) => row.is !== 'sentence' || isFixed(row) || !off.has(row.id));
};

/** What clinicians do with the knowledge base: read it, see what is said, and leave a sentence out for their clinic. */
export function createKnowledgeDesk({
  store,
  knowledge,
  clock,
}: {
  readonly store: Pick<Store, 'transact' | 'sentenceSwitches' | 'advice'>;
  readonly knowledge: Knowledge;
  readonly clock: Clock;
}) {
  let counted: { readonly at: Instant; readonly uses: Promise<ReadonlyMap<string, number>> } | undefined;
  const uses = (): Promise<ReadonlyMap<string, number>> => {
    const now = clock.now();
    if (!counted || now - counted.at > COUNT_KEEPS_MS) {
      const asked = store.advice.usesOf(now - USES_WITHIN_MS);
      counted = { at: now, uses: asked };
      // What failed once is asked again, and not remembered.
      asked.catch(() => (counted = undefined));
    }
    return counted.uses;
  };
  const sentenceCalled = (id: string): Sentence => {
    const found = knowledge.find((row) => row.is === 'sentence' && row.id === id);
    if (found?.is !== 'sentence') throw new HearthError('api.not-found', 'There is no such sentence.');
    return found;
  };
  /** As if it were on, and everything else as it is. */
  const left = async (sentence: Sentence): Promise<readonly Left[]> => {
    const switches = (await store.sentenceSwitches.last()).filter((one) => one.sentence !== sentence.id);
    return whatIsLeft(inUse(knowledge, switches), sentence);
  };

  return {
    /** The whole of it as people read it. `uses`: in how many advices of the last 30 days a sentence was said. */
    async view() {
      const [said, last] = [await uses(), new Map((await store.sentenceSwitches.last()).map((one) => [one.sentence, one]))];
      const rows = knowledge.map((row) => {
        const off = row.is === 'sentence' ? last.get(row.id) : undefined;
        return {
          ...shown(row),
          uses: said.get(row.id) ?? 0,
          fixed: row.is !== 'sentence' || isFixed(row),
          ...(off?.off ? { off } : {}),
        };
      });
      const traits = [...new Set(rows.flatMap(({ needs, unless }) => [...needs, ...unless]))];
      return {
        rows,
        situations: SITUATIONS.map((id) => ({ id, name: SITUATION_NAMES[id] })),
        traits: traits.map((id) => ({ id, name: traitName(id) })),
      };
    },

    /** Throws HearthError api.not-found. */
    without: async (id: string): Promise<readonly Left[]> => left(sentenceCalled(id)),

    /** Newest first. */
    history: (id: string, count: number) => store.sentenceSwitches.history(id, count),

    /**
     * For the next advice on every node. Throws HearthError api.not-found, knowledge.fixed, and knowledge.nothing-left where somebody would hear nothing
     * any more and `evenIfNothing` does not say that this is meant.
     */
    async set({
      sentence: id,
      off,
      by,
      reason,
      evenIfNothing,
    }: {
      readonly sentence: string;
      readonly off: boolean;
      readonly by: string;
      readonly reason: string;
      readonly evenIfNothing: boolean;
    }): Promise<void> {
      const sentence = sentenceCalled(id);
      if (isFixed(sentence)) throw new HearthError('knowledge.fixed');
      if (off && !evenIfNothing && (await left(sentence)).some(({ nothingFor }) => nothingFor.length > 0))
        throw new HearthError('knowledge.nothing-left');
      const since = clock.now();
      await store.transact(async (records) => {
        await records.sentenceSwitches.set({ sentence: id, off, by, reason, since });
        const about = { sentence: id, reason, ...(evenIfNothing ? { evenIfNothing: 'yes' } : {}) };
        await records.audit.note([{ at: since, by, did: off ? 'knowledge.off' : 'knowledge.on', about }]);
      });
    },
  };
}

/** What a row says and to whom, whichever of the three kinds it is. */
function shown(row: Knowledge[number]) {
  const { id, is, text, source } = row;
  const common = { id, is, text, source };
  if (row.is === 'limit') return { ...common, value: `${[row.value].flat().join('/')} ${row.unit}`, when: [], needs: [], unless: [] };
  const whom = { when: row.when ?? [], needs: row.needs ?? [] };
  return row.is === 'avoidance'
    ? { ...common, ...whom, unless: [], how: row.how }
    : { ...common, ...whom, unless: row.unless, topic: row.topic, part: row.part };
}
