import type { z } from 'zod';
import type { Source } from '../domain/source.ts';
import { FactFile, type TermRow } from './fact-file.ts';
import { type Finding, graphOf, type Kind, type MedicationGraph, type Term } from './graph.ts';

/** A YAML document that knows where everything in it stands; whoever reads files makes one. */
export interface Located<Problem> {
  readonly file: string;
  readonly value: unknown;
  problem(path: readonly PropertyKey[], expected: string): Problem;
}

const LISTS = {
  classes: 'class',
  drugs: 'drug',
  conditions: 'condition',
  foods: 'food',
  activities: 'activity',
  allergens: 'allergen',
} as const satisfies Record<string, Kind>;
type List = keyof typeof LISTS;

/** All files of one graph together: they share codes and sources. Either the graph, or everything that is wrong. */
export function parseMedications<Problem>(
  documents: readonly Located<Problem>[],
): { readonly graph: MedicationGraph } | { readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const files = documents.flatMap((document) => {
    const result = FactFile.safeParse(document.value ?? {});
    for (const issue of result.error?.issues ?? []) problems.push(...problemsOf(document, issue));
    return result.success ? [{ document, facts: result.data }] : [];
  });
  // What a broken file would have held is missing everywhere: to say so of each place would hide the fault.
  if (problems.length > 0) return { problems };
  const sources = new Map(files.flatMap(({ facts }) => Object.entries(facts.sources)));
  const used = new Set<string>();
  const sourceOf = (name: string | undefined, wrong: (why: string) => void): Source | undefined => {
    const source = sources.get(name ?? '');
    used.add(name ?? '');
    if (!source) wrong(name === undefined ? 'a source, its own or the file’s' : `there is no source ${name}`);
    return source;
  };

  const rows = files.flatMap(({ document, facts }) =>
    (Object.keys(LISTS) as List[]).flatMap((list) => facts[list].map((row, i) => ({ document, facts, list, row, at: [list, i] }))),
  );
  const codes = new Map(rows.map(({ row, list }) => [row.code, LISTS[list]]));
  const seen = new Set<string>();
  const spelled = new Map<string, string>();
  const terms = rows.flatMap(({ document, facts, list, row, at }): readonly Term[] => {
    const wrong = (key: string, why: string): void => void problems.push(document.problem([...at, key], why));
    if (seen.has(row.code)) wrong('code', `there are two of ${row.code}`);
    seen.add(row.code);
    for (const key of ['in', 'mayBe'] as const) {
      for (const code of row[key]) if (!codes.has(code)) wrong(key, `there is no ${code}`);
    }
    if (circles(row, rows)) wrong('in', 'not in a circle');
    for (const name of [row['zh-CN'], row.en, ...row.names]) {
      const key = `${family(LISTS[list])} ${name.toLowerCase()}`;
      const other = spelled.get(key) ?? row.code;
      if (other !== row.code) wrong('names', `${name} is what ${other} is called already`);
      spelled.set(key, row.code);
    }
    const { 'zh-CN': zhCN, en, source: name, atc = [], ...rest } = row;
    const source = sourceOf(name ?? facts.source, (why) => wrong('source', why));
    return source ? [{ ...rest, atc, kind: LISTS[list], name: { 'zh-CN': zhCN, en }, source, file: document.file }] : [];
  });

  const ids = new Set<string>();
  const findings = files.flatMap(({ document, facts }) =>
    facts.findings.flatMap(({ 'zh-CN': zhCN, en, source: name, inAdvice, ...row }, i): readonly Finding[] => {
      const wrong = (key: string, why: string): void => void problems.push(document.problem(['findings', i, key], why));
      if (ids.has(row.id)) wrong('id', `there are two of ${row.id}`);
      ids.add(row.id);
      const named = row.between.flat();
      for (const [side, list] of row.between.entries()) {
        for (const [j, code] of list.entries()) {
          if (!codes.has(code)) problems.push(document.problem(['findings', i, 'between', side, j], `there is no ${code}`));
        }
      }
      const noticed = named.some((code) => codes.get(code) === 'food' || codes.get(code) === 'activity');
      if (noticed && !inAdvice) wrong('inAdvice', 'how an advice may name it: never, little or freely');
      if (!noticed && inAdvice) wrong('inAdvice', 'nothing here: there is no food and no activity in it');
      const source = sourceOf(name, (why) => wrong('source', why));
      const effect = { 'zh-CN': zhCN, en };
      return source ? [{ ...row, ...(inAdvice ? { inAdvice } : {}), effect, source, file: document.file }] : [];
    }),
  );
  for (const { document, facts } of files) {
    for (const name of Object.keys(facts.sources))
      if (!used.has(name)) problems.push(document.problem(['sources', name], 'nothing cites this source'));
  }
  return problems.length > 0 ? { problems } : { graph: graphOf(terms, findings) };
}

/** Names must tell apart what is looked for together: medicines and classes, foods and activities. */
const family = (kind: Kind): string => (kind === 'class' ? 'drug' : kind === 'activity' ? 'food' : kind);

function circles(start: TermRow, rows: readonly { readonly row: TermRow }[]): boolean {
  const parents = new Map(rows.map(({ row }) => [row.code, row.in]));
  const left = [...start.in];
  const been = new Set<string>();
  for (let code = left.pop(); code !== undefined; code = left.pop()) {
    if (code === start.code) return true;
    if (been.has(code)) continue;
    been.add(code);
    left.push(...(parents.get(code) ?? []));
  }
  return false;
}

function problemsOf<Problem>(document: Located<Problem>, issue: z.core.$ZodIssue): readonly Problem[] {
  return issue.code === 'unrecognized_keys'
    ? issue.keys.map((key) => document.problem([...issue.path, key], 'no such key here'))
    : [document.problem(issue.path, issue.message)];
}
