import type { Topic } from '../domain/advice.ts';
import type { Language, Localized } from '../domain/source.ts';
import { composeBrief } from './brief.ts';
import { adviceText } from './closing.ts';
import type { Fact } from './fact.ts';
import { FACT_IDS } from './fact-ids.ts';
import type { Brief, Offer } from './generator.ts';
import { createCuratedGenerator } from './generators/curated.ts';
import type { Knowledge, Sentence } from './knowledge.ts';
import { isGrave, type Situation } from './situation.ts';
import { TRAITS } from './traits.ts';

/** What would be said in one situation without a sentence. */
export interface Left {
  readonly situation: Situation;
  /** An example with and without it, for somebody of whom nothing special is known, or of whom what the sentence asks for is known. */
  readonly before: Localized;
  readonly after: Localized;
  /** To whom nothing of the kind would be left to say. Undefined `trait`: to anybody. */
  readonly nothingFor: readonly { readonly trait?: string; readonly topic: Topic; readonly part: Sentence['part'] }[];
}

/** Where somebody may be in danger the reviewed sentences go out word for word: no clinic switches one of them off. */
export const isFixed = ({ when }: Pick<Sentence, 'when'>): boolean => when.some(isGrave);

const TOPICS: readonly Topic[] = ['diet', 'exercise', 'measuring'];
/** Numbers of nobody: every sentence can be said. */
const FACTS: readonly Fact[] = [...FACT_IDS].map((id) => ({ id, text: '…', statement: '…', values: [], from: 0, to: 0 }));

/**
 * What would be said in each situation of a sentence if it were left out, and who would hear nothing any more. Pure.
 * @param knowledge what may be said now, the sentence with it
 */
export async function whatIsLeft(knowledge: Knowledge, sentence: Sentence): Promise<readonly Left[]> {
  const without = knowledge.filter((row) => row.is !== 'sentence' || row.id !== sentence.id);
  const near = knowledge.filter(
    (row) => row.is !== 'sentence' || (row.part === sentence.part && (row.part !== 'step' || row.topic === sentence.topic)),
  );
  // A trait that none of these asks about changes nothing.
  const asked = new Set(near.flatMap((row) => (row.is === 'limit' ? [] : [...(row.needs ?? []), ...('unless' in row ? row.unless : [])])));
  const kinds: readonly (readonly string[])[] = [[], ...TRAITS.filter((trait) => asked.has(trait)).map((trait) => [trait])];
  const found: Left[] = [];
  for (const situation of sentence.when) {
    const nothingFor: { trait?: string; topic: Topic; part: Sentence['part'] }[] = [];
    let example: readonly string[] | undefined;
    for (const traits of kinds) {
      const before = briefFor(near, situation, traits, 'en');
      if (!before.offers.some(({ id }) => id === sentence.id)) continue;
      example ??= traits;
      const like = ({ part, topic }: Offer) => part === sentence.part && (part !== 'step' || topic === sentence.topic);
      // Each sentence is offered or not by itself: without this one, the others stay.
      if (!before.offers.some((one) => one.id !== sentence.id && like(one)))
        nothingFor.push({ ...(traits[0] === undefined ? {} : { trait: traits[0] }), topic: sentence.topic, part: sentence.part });
    }
    const texts = async (of: Knowledge): Promise<Localized> => ({
      en: await textOf(briefFor(of, situation, example ?? [], 'en')),
      'zh-CN': await textOf(briefFor(of, situation, example ?? [], 'zh-CN')),
    });
    const everybody = nothingFor.find(({ trait }) => trait === undefined);
    found.push({
      situation,
      before: await texts(knowledge),
      after: await texts(without),
      nothingFor: everybody ? [everybody] : nothingFor,
    });
  }
  return found;
}

const briefFor = (knowledge: Knowledge, situation: Situation, traits: readonly string[], language: Language): Brief =>
  composeBrief({
    language,
    topics: TOPICS,
    situation,
    urgent: isGrave(situation),
    slot: 'after-dinner',
    traits: new Set(traits),
    facts: FACTS,
    knowledge,
    previous: [],
    seed: 'example',
  });

async function textOf(brief: Brief): Promise<string> {
  const { sentences } = await createCuratedGenerator().write(FACTS, brief, new AbortController().signal);
  const opens = new Set(brief.offers.filter(({ part }) => part === 'finding' || part === 'warning').map(({ id }) => id));
  const opening = sentences.filter(({ source }) => source !== undefined && opens.has(source)).length;
  return adviceText(
    sentences.map(({ text, topic, facts }) => ({ text, topic, facts })),
    brief.language,
    opening,
  );
}
