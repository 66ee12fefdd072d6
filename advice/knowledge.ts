import { globSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { z } from 'zod';
import { type Localized, Source } from '../domain/source.ts';
import { PackError, type Problem } from '../rules/pack-error.ts';
import { type Path, type Read, readYaml } from '../rules/read-yaml.ts';
import { FACT_IDS } from './fact-ids.ts';
import { SITUATIONS } from './situation.ts';
import { TRAITS } from './traits.ts';

const Id = z.string().regex(/^[a-z0-9]+(?:[.-][a-z0-9]+)*$/, 'small letters, digits, dots and hyphens');
const Situation = z.enum(SITUATIONS);
const Trait = z.string().refine((name) => TRAITS.includes(name), { error: ({ input }) => `there is no trait ${String(input)}` });
const Text = z
  .string()
  .min(1)
  .max(300)
  .refine((text) => !/mmol\/L|mg\/dL/.test(text), 'write glucose values as {limit.…}: people read different units');
const texts = { 'zh-CN': Text, en: Text };

const Sentence = z.strictObject({
  id: Id,
  topic: z.enum(['diet', 'exercise', 'measuring']),
  /** `finding`: what was measured. `warning`: when to get help; urgent situations begin with one. `step`: what to try. `caution`: goes with any step of its topic. */
  part: z.enum(['finding', 'warning', 'step', 'caution']),
  when: z.array(Situation).min(1),
  /** Only after these meals. */
  meals: z
    .array(z.enum(['breakfast', 'lunch', 'dinner']))
    .min(1)
    .optional(),
  /** Said only to people with at least one of these. */
  needs: z.array(Trait).min(1).optional(),
  /** Never said to people with one of these. */
  unless: z.array(Trait).default([]),
  /** Sentences of one idea are ways of saying the same: an advice holds at most one. */
  idea: Id.optional(),
  /** The same for people who read best in short sentences. */
  plain: z.strictObject(texts).optional(),
  ...texts,
  source: z.string(),
});
const Avoid = z.strictObject({
  id: Id,
  /** Whom it concerns: one of these traits, or one of these situations. */
  needs: z.array(Trait).min(1).optional(),
  when: z.array(Situation).min(1).optional(),
  /** `never`: may be mentioned only to forbid it. `little`: may also be mentioned to limit it. */
  how: z.enum(['never', 'little']),
  ...texts,
  words: z.strictObject({ 'zh-CN': z.array(z.string().min(1)).min(1), en: z.array(z.string().min(1)).min(1) }),
  /** Words in which one of `words` means something else. */
  except: z.strictObject({ 'zh-CN': z.array(z.string().min(1)), en: z.array(z.string().min(1)) }).optional(),
  source: z.string(),
});
const Limit = z.strictObject({
  id: Id,
  groups: z.array(z.enum(['adult', 'older-adult', 'pregnancy'])).min(1),
  unit: z.enum(['mmol/L', 'mg/dL', 'mmHg']),
  value: z.union([z.number().positive(), z.tuple([z.number().positive(), z.number().positive()])]),
  ...texts,
  source: z.string(),
});
const File = z.strictObject({
  sources: z.record(z.string(), Source).default({}),
  sentences: z.array(Sentence).default([]),
  avoid: z.array(Avoid).default([]),
  limits: z.array(Limit).default([]),
});

type Row<T> = Omit<T, 'zh-CN' | 'en' | 'source'> & { readonly text: Localized; readonly source: Source; readonly file: string };
/** One sentence that a clinician wrote and reviews, with who may hear it when. */
export type Sentence = Row<z.infer<typeof Sentence>> & { readonly is: 'sentence' };
/** What some people must not be advised. `text` names it and says why. */
export type Avoidance = Row<z.infer<typeof Avoid>> & { readonly is: 'avoidance' };
/** A number that sentences may name and counts are made against. */
export type Limit = Row<z.infer<typeof Limit>> & { readonly is: 'limit' };
/** Everything that a clinician reviews before a clinic goes live, row by row. */
export type Knowledge = readonly (Sentence | Avoidance | Limit)[];

/**
 * Reads the knowledge base that comes with Hearth.
 * @param home the folder of the program
 * @throws PackError with every problem
 */
export function readKnowledge(home: string): Knowledge {
  const files = globSync(join(home, 'advice/knowledge/*.yaml')).sort();
  return parseKnowledge(files.map((file) => ({ file: relative(home, file), text: readFileSync(file, 'utf8') })));
}

/**
 * Parses all files of one knowledge base together: they share ids and sources.
 * @throws PackError that names file, line, column and key of every problem
 */
export function parseKnowledge(files: readonly { readonly file: string; readonly text: string }[]): Knowledge {
  const problems: Problem[] = [];
  const parsed = files.flatMap(({ file, text }) => {
    const [yaml, second] = readYaml(text, file);
    if (second) problems.push(second.problem([], 'one document: a file of knowledge has no second one'));
    const result = File.safeParse(yaml!.value ?? {});
    for (const issue of result.error?.issues ?? []) problems.push(...problemsOf(yaml!, issue));
    return result.success ? [{ file, yaml: yaml!, ...result.data }] : [];
  });

  const sources = new Map(parsed.flatMap(({ sources }) => Object.entries(sources)));
  const used = new Set<string>();
  const ids = new Set<string>();
  const rows = parsed.flatMap(({ file, yaml, ...lists }) => {
    const take = <T extends { id: string; source: string; 'zh-CN': string; en: string }, Is extends string>(
      list: string,
      is: Is,
      of: readonly T[],
    ) =>
      of.flatMap(({ 'zh-CN': zhCN, en, source: name, ...row }, i) => {
        const wrong = (key: string, why: string) => problems.push(yaml.problem([list, i, key], why));
        const source = sources.get(name);
        used.add(name);
        if (is !== 'limit' && ids.has(row.id)) wrong('id', `there are two of ${row.id}`);
        ids.add(row.id);
        if (!source) wrong('source', `there is no source ${name}`);
        for (const why of placeholderProblems(zhCN, en)) wrong('en', why);
        return source ? [{ ...row, is, text: { 'zh-CN': zhCN, en }, source, file }] : [];
      });
    const { sentences, avoid, limits } = lists;
    for (const [i, { plain }] of sentences.entries())
      for (const why of plain ? placeholderProblems(plain['zh-CN'], plain.en) : [])
        problems.push(yaml.problem(['sentences', i, 'plain'], why));
    for (const [i, { needs, when }] of avoid.entries()) {
      if (!needs && !when) problems.push(yaml.problem(['avoid', i], 'say whom it concerns: needs or when'));
    }
    return [...take('sentences', 'sentence', sentences), ...take('avoid', 'avoidance', avoid), ...take('limits', 'limit', limits)];
  });
  for (const { yaml, sources } of parsed) {
    for (const name of Object.keys(sources))
      if (!used.has(name)) problems.push(yaml.problem(['sources', name], 'nothing cites this source'));
  }
  if (problems.length > 0) throw new PackError(problems);
  return rows as Knowledge;
}

/** What a clinician still has to review: everything that was not read in the document that it names. */
export const unverifiedKnowledge = (knowledge: Knowledge): Knowledge => knowledge.filter(({ source }) => source.evidence === 'unverified');

/** The fact ids that a text writes in braces. */
export const placeholdersIn = (text: string): readonly string[] => [...text.matchAll(/\{([^{}]*)\}/g)].map(([, id]) => id!);

function problemsOf(yaml: Read, issue: z.core.$ZodIssue): readonly Problem[] {
  const at: Path = issue.path;
  return issue.code === 'unrecognized_keys'
    ? issue.keys.map((key) => yaml.problem([...at, key], 'no such key here'))
    : [yaml.problem(at, issue.message)];
}

function placeholderProblems(zhCN: string, en: string): readonly string[] {
  const [inChinese, inEnglish] = [new Set(placeholdersIn(zhCN)), new Set(placeholdersIn(en))];
  const unknown = [...inChinese, ...inEnglish].filter((id) => !FACT_IDS.has(id)).map((id) => `there is no fact {${id}}`);
  const apart = [...inChinese.symmetricDifference(inEnglish)].map((id) => `{${id}} stands in one language only`);
  return [...new Set(unknown), ...apart];
}
