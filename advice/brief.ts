import type { sentencesSent, Topic } from '../domain/advice.ts';
import type { Language } from '../domain/source.ts';
import type { RuledOut } from '../medications/person.ts';
import type { Fact } from './fact.ts';
import type { FactSlot } from './fact-ids.ts';
import { factIdsOfTrait } from './facts/profile.ts';
import type { Brief, MustAvoid, Offer } from './generator.ts';
import { named as ruledOutIn } from './guard/avoid.ts';
import { isPlain } from './guard/reading.ts';
import { type Avoidance, type Knowledge, placeholdersIn, type Sentence } from './knowledge.ts';
import type { Situation } from './situation.ts';

export interface BriefInput {
  readonly language: Language;
  readonly topics: readonly Topic[];
  readonly situation: Situation;
  readonly urgent: boolean;
  /** What the reading that raised the alert stands to a meal. */
  readonly slot: FactSlot | undefined;
  readonly traits: ReadonlySet<string>;
  readonly facts: readonly Fact[];
  readonly knowledge: Knowledge;
  /** What the medication graph rules out for this person, beside what the knowledge base does. */
  readonly ruledOut?: readonly RuledOut[];
  /** The latest first. */
  readonly previous: readonly { readonly sentences: ReturnType<typeof sentencesSent> }[];
  readonly seed: string;
}

/** Says what is to be written for this person: what fits, what must not be said, what was said before. */
export function composeBrief(input: BriefInput): Brief {
  const { language, topics, situation, urgent, knowledge, traits, seed } = input;
  const plainReader = traits.has('reading-plain');
  const mustAvoid = [
    ...knowledge
      .filter((row) => row.is === 'avoidance')
      .filter((row) => concerns(row, traits, situation))
      .map(
        (row): MustAvoid => ({
          id: row.id,
          text: row.text[language],
          how: row.how,
          words: row.words[language],
          ...(row.except ? { except: row.except[language] } : {}),
        }),
      ),
    ...(input.ruledOut ?? []).map(
      ({ id, match, how, words }): MustAvoid => ({ id: `medication.${id}`, text: match.effect[language], how, words: words[language] }),
    ),
  ];
  const offers = knowledge
    .filter((row) => row.is === 'sentence')
    .filter((row) => applies(row, input))
    .flatMap((row) => offer(row, input))
    .filter(({ part, text }) => !plainReader || part !== 'step' || isPlain(text, language))
    .filter(({ text }) => mustAvoid.every((avoidance) => ruledOutIn(text, avoidance, language) === undefined));
  const previous = input.previous.map(({ sentences }) =>
    sentences.filter(({ topic }) => topic !== 'closing').map(({ text, source }) => (source === undefined ? { text } : { text, source })),
  );
  return { language, topics, situation, urgent, mustAvoid, ...(plainReader ? { plainReader } : {}), offers, previous, reasons: [], seed };
}

function concerns({ needs, when }: Avoidance, traits: ReadonlySet<string>, situation: Situation): boolean {
  return (needs?.some((trait) => traits.has(trait)) ?? false) || (when?.includes(situation) ?? false);
}

function applies({ when, meals, needs, unless, topic, part }: Sentence, { situation, slot, traits, topics }: BriefInput): boolean {
  return (
    when.includes(situation) &&
    // What was measured and when to get help may be said whatever the topic.
    (part === 'finding' || part === 'warning' || topics.includes(topic)) &&
    (!meals || meals.some((meal) => slot === `after-${meal}`)) &&
    (!needs || needs.some((trait) => traits.has(trait))) &&
    !unless.some((trait) => traits.has(trait))
  );
}

function offer(row: Sentence, { language, facts, traits }: BriefInput): readonly Offer[] {
  const template = (traits.has('reading-plain') ? row.plain : undefined)?.[language] ?? row.text[language];
  const named = [...new Set(placeholdersIn(template))];
  const values = new Map(facts.map(({ id, text }) => [id, text]));
  // A sentence asks for no more than is known: without its numbers it is not said.
  if (!named.every((id) => values.has(id))) return [];
  const text = template.replaceAll(/\{([^{}]*)\}/g, (_, id: string) => values.get(id)!);
  const fit = (row.meals ? 2 : 0) + (row.needs ? 3 : 0) + Math.min(named.length, 4) / 2;
  // Why it is said to this person stands beside it, also where the sentence does not name it.
  const why = (row.needs ?? []).filter((trait) => traits.has(trait)).flatMap(factIdsOfTrait);
  const standsOn = [...new Set([...named, ...why.filter((id) => values.has(id))])];
  return [
    { id: row.id, topic: row.topic, part: row.part, text, facts: standsOn, fit, ...(row.idea === undefined ? {} : { idea: row.idea }) },
  ];
}
