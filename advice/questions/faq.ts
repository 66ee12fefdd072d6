import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { ASKED_ROLES } from '../../domain/conversation.ts';
import { type Language, Source } from '../../domain/source.ts';
import { TRAITS } from '../traits.ts';
import { type Heard, hitsOf, Patterns } from './pattern.ts';

const Trait = z.string().refine((name) => TRAITS.includes(name), { error: ({ input }) => `there is no trait ${String(input)}` });
const Sentences = z.array(z.string().min(1).max(320)).min(1).max(8);

const Row = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(?:[.-][a-z0-9]+)*$/),
  topic: z.enum(['diet', 'exercise', 'measuring']),
  /** Who answers where this text may not be given. */
  role: z.enum(ASKED_ROLES),
  /** A person with one of these gets a person's answer instead. */
  unless: z.array(Trait).default([]),
  /** All of them must be found, each a pattern: `asks` names the question. */
  asks: Patterns,
  'zh-CN': Sentences,
  en: Sentences,
  source: z.string(),
});
const File = z.strictObject({ sources: z.record(z.string(), Source).default({}), questions: z.array(Row).default([]) });

/** One question that many people ask, with its reviewed answer in sentences. */
export interface Faq extends Omit<z.infer<typeof Row>, 'source' | 'zh-CN' | 'en'> {
  readonly text: Readonly<Record<Language, readonly string[]>>;
  readonly source: Source;
}

/** The questions that many people ask. Throws for one without its source or with the id of another. */
export function readFaqs(home: string): readonly Faq[] {
  const files = globSync(join(home, 'advice/questions/data/faq*.yaml'))
    .sort()
    .map((file) => File.parse(parse(readFileSync(file, 'utf8'))));
  const sources = Object.assign({}, ...files.map((file) => file.sources)) as Record<string, Source>;
  const ids = new Set<string>();
  return files.flatMap(({ questions }) =>
    questions.map(({ source, 'zh-CN': zhCN, en, ...row }) => {
      const known = sources[source];
      if (!known) throw new Error(`faq: ${row.id}: there is no source ${source}`);
      if (ids.has(row.id)) throw new Error(`faq: there are two of ${row.id}`);
      ids.add(row.id);
      return { ...row, text: { 'zh-CN': zhCN, en }, source: known };
    }),
  );
}

/** The question that a message asks: the one of which most is found. Two that fit alike: nobody knows which is meant. */
export function matchFaq(message: Heard, faqs: readonly Faq[]): { readonly faq: Faq; readonly words: readonly string[] } | undefined {
  const found = faqs
    .map((faq) => {
      const words = [...new Set(hitsOf(message, faq.asks).map(({ said }) => said))];
      return { faq, words, weight: Math.max(0, ...words.map((word) => word.length)) };
    })
    .filter(({ words }) => words.length > 0)
    .toSorted((a, b) => b.weight - a.weight);
  const [first, second] = found;
  if (!first || (second && second.weight === first.weight)) return undefined;
  return first;
}
