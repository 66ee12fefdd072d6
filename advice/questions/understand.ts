import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Understanding } from '../../domain/conversation.ts';
import type { MedicationGraph } from '../../medications/graph.ts';
import { type Dangers, dangerIn, worriesIn } from './emergencies.ts';
import { type Faq, matchFaq } from './faq.ts';
import type { GlucoseUnit } from './glucose-said.ts';
import { type Heard, heard, hitsOf, Pattern, Patterns, says } from './pattern.ts';
import { type NamedTerm, termsIn } from './terms.ts';

const Lexicon = z.strictObject({
  person: Patterns,
  reaction: z.strictObject({ whole: Patterns, symptoms: Patterns }),
  dose: z.strictObject({ whole: Patterns, acts: Patterns }),
  medicine: z.strictObject({ asks: Patterns, things: Patterns, taking: Patterns }),
  readings: z.strictObject({
    glucose: Patterns,
    'blood-pressure': Patterns,
    weight: Patterns,
    any: Patterns,
    asks: Patterns,
    unless: Patterns,
    days: z.array(z.strictObject({ days: z.int().positive(), 'zh-CN': Pattern, en: Pattern })).min(1),
  }),
  courtesy: Patterns,
  worrying: Patterns,
});
export type Lexicon = z.infer<typeof Lexicon>;

/** The words by which messages are understood. */
export const readLexicon = (home: string): Lexicon =>
  Lexicon.parse(parse(readFileSync(join(home, 'advice/questions/data/intents.yaml'), 'utf8')));

/** Everything that a message is held against. */
export interface Understander {
  readonly dangers: Dangers;
  readonly lexicon: Lexicon;
  readonly faqs: readonly Faq[];
  readonly graph: MedicationGraph;
}

/** What a reader asks for without saying since when. */
const USUAL_DAYS = 7;
const KINDS = ['glucose', 'blood-pressure', 'weight'] as const;

/** Whether a message that was understood as that, and not as an emergency, may not be able to wait. Thanks and greetings can. */
export const isWorrying = (
  text: string,
  { intent }: Pick<Understanding, 'intent'>,
  { dangers, lexicon }: Pick<Understander, 'dangers' | 'lexicon'>,
  unit?: GlucoseUnit,
): boolean => intent !== 'courtesy' && worriesIn(heard(text), dangers, intent === 'unknown' ? lexicon.worrying : undefined, unit);

/**
 * What a message is about. Pure: the same words are understood the same, whatever stands in the record but `unit`, in which the patient's
 * glucose is written.
 */
export function understand(text: string, { dangers, lexicon, faqs, graph }: Understander, unit?: GlucoseUnit): Understanding {
  const message = heard(text);
  const danger = dangerIn(message, dangers, unit);
  if (danger) return { intent: 'emergency', about: [danger.emergency.id], words: danger.words };
  if (says(message, lexicon.courtesy)) return { intent: 'courtesy', about: [], words: wordsOf(message, lexicon.courtesy) };
  if (says(message, lexicon.person)) return { intent: 'person', about: [], words: wordsOf(message, lexicon.person) };
  const terms = termsIn(graph, message.text);
  const about = terms.map(({ code }) => code);
  if (tellsOfReaction(message, lexicon, terms))
    return {
      intent: 'reaction',
      about,
      words: [...wordsOf(message, lexicon.reaction.whole), ...wordsOf(message, lexicon.reaction.symptoms)],
    };
  if (asksOfDose(message, lexicon, terms))
    return { intent: 'dose', about, words: [...wordsOf(message, lexicon.dose.whole), ...wordsOf(message, lexicon.dose.acts)] };
  const readings = readingsAsked(message, lexicon);
  if (readings) return readings;
  const faq = matchFaq(message, faqs);
  if (asksOfMedicine(message, lexicon, terms.length) && !(faq && terms.length === 0)) {
    const words = [...terms.map(({ said }) => said), ...wordsOf(message, lexicon.medicine.asks)];
    return { intent: 'medicine', about, words };
  }
  if (faq) return { intent: 'faq', about: [faq.faq.id], words: faq.words };
  return { intent: 'unknown', about, words: [] };
}

const wordsOf = (message: Heard, patterns: Patterns): readonly string[] => [...new Set(hitsOf(message, patterns).map(({ said }) => said))];

function readingsAsked(message: Heard, { readings }: Lexicon): Understanding | undefined {
  if (!says(message, readings.asks) || says(message, readings.unless)) return undefined;
  const named = KINDS.filter((kind) => says(message, readings[kind]));
  if (named.length === 0 && !says(message, readings.any)) return undefined;
  const month = monthNamed(message);
  const { days = USUAL_DAYS } = readings.days.find((row) => says(message, { 'zh-CN': [row['zh-CN']], en: [row.en] })) ?? {};
  const words = [...named.flatMap((kind) => wordsOf(message, readings[kind])), ...wordsOf(message, readings.asks)];
  return { intent: 'readings', about: named.length > 0 ? named : [...KINDS], words, days, ...(month ? { month } : {}) };
}

const MONTHS = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december'];

/** "in March", 3月: a month of the calendar, 1 to 12; not 3个月, and not a day in it. */
function monthNamed({ surfaces }: Heard): number | undefined {
  const said = /\b(?:in|of|for|during|over|from|last|this) ([a-z]{3,9})\b(?! \d{1,2}(?:st|nd|rd|th)?\b(?!\d))/gu;
  for (const [, name = ''] of surfaces.en.text.matchAll(said)) if (MONTHS.includes(name)) return MONTHS.indexOf(name) + 1;
  const month = /(?<![\d个])(1[0-2]|[1-9])月(?!\d|内|来)/u.exec(surfaces['zh-CN'].text)?.[1];
  return month === undefined ? undefined : Number(month);
}

/** In words that name it; or a medicine and a complaint together, where nobody asks whether it may be taken. */
const tellsOfReaction = (message: Heard, { reaction, medicine }: Lexicon, terms: readonly NamedTerm[]): boolean =>
  says(message, reaction.whole) || (terms.some(isMedicine) && says(message, reaction.symptoms) && !says(message, medicine.asks));

const isMedicine = ({ kind }: NamedTerm): boolean => kind === 'drug' || kind === 'class';

/** To forget, double, change or stop; in words that name a medicine, or of one that the graph knows. */
const asksOfDose = (message: Heard, { dose }: Lexicon, terms: readonly NamedTerm[]): boolean =>
  says(message, dose.whole) || (terms.some(isMedicine) && says(message, dose.acts));

/** Something that the graph knows and a question of whether; or a medicine that nobody can name, and whether it may be taken. */
function asksOfMedicine(message: Heard, { medicine }: Lexicon, terms: number): boolean {
  if (!says(message, medicine.asks)) return false;
  return (terms > 0 && (says(message, medicine.taking) || terms > 1)) || (says(message, medicine.things) && says(message, medicine.taking));
}
