import type { Localized, Source } from '../domain/source.ts';
import { type Severity, Severity as SeveritySchema } from './fact-file.ts';
import type { Kind, MedicationGraph, Term } from './graph.ts';
import { resolve } from './resolve.ts';

/** What somebody takes, has, does not tolerate, eats and does, in their own words or in codes. */
export interface Given {
  readonly medicines: readonly string[];
  readonly conditions: readonly string[];
  readonly allergies: readonly string[];
  readonly foods: readonly string[];
}

export type As = 'medicine' | 'condition' | 'allergy' | 'food';

/** One thing that was given and understood. */
export interface Item {
  readonly as: As;
  readonly given: string;
  readonly term: Term;
}

export interface Match {
  /** Of the finding; `allergy` and `allergy-class` where the record itself is the reason. */
  readonly id: string;
  readonly items: readonly Item[];
  readonly severity: Severity;
  /** `possible`: the record leaves it open ("kidney disease" without an eGFR, "statin" without a name); somebody has to look. */
  readonly certainty: 'certain' | 'possible';
  readonly effect: Localized;
  readonly source: Source;
  readonly inAdvice?: 'never' | 'little' | 'freely';
}

export interface CheckResult {
  /** The graph's version. */
  readonly facts: string;
  readonly known: readonly Item[];
  /** What nobody could read, in whole or in part: nothing at all is known of it. */
  readonly unknown: readonly { readonly as: As; readonly given: string; readonly rest: string }[];
  /** The gravest first. */
  readonly findings: readonly Match[];
  /** Pairs of which the graph says nothing. Not known is not safe. */
  readonly notKnown: readonly (readonly [Item, Item])[];
  /** One sentence for people, which never says that anything is safe. */
  readonly says: Localized;
}

const LOOKED_FOR: Readonly<Record<As, readonly Kind[]>> = {
  // A record's list of medicines holds herbs and supplements as well.
  medicine: ['drug', 'class', 'food'],
  condition: ['condition'],
  allergy: ['allergen', 'drug', 'class', 'food'],
  food: ['food', 'activity'],
};

/** Everything against everything else. Pure: the same graph and the same words give the same answer. */
export function check(graph: MedicationGraph, given: Given): CheckResult {
  const { items, unknown } = readGiven(graph, given);
  const findings = [...matches(graph, items), ...allergies(graph, items)].toSorted(
    (a, b) =>
      rank(a.severity) - rank(b.severity) || (a.certainty < b.certainty ? -1 : a.certainty > b.certainty ? 1 : 0) || (a.id < b.id ? -1 : 1),
  );
  const met = new Set(findings.flatMap(({ items: of }) => of.flatMap((one) => of.map((other) => pairKey(one, other)))));
  const notKnown = items.flatMap((one, i) =>
    items
      .slice(i + 1)
      .filter((other) => isAsked(one, other) && !met.has(pairKey(one, other)))
      .map((other) => [one, other] as const),
  );
  return { facts: graph.version, known: items, unknown, findings, notKnown, says: summary(findings, unknown.length, notKnown.length) };
}

export const rank = (severity: Severity): number => SeveritySchema.options.indexOf(severity);

function readGiven(graph: MedicationGraph, given: Given): Pick<CheckResult, 'unknown'> & { readonly items: readonly Item[] } {
  const lists = [
    ['medicine', given.medicines],
    ['condition', given.conditions],
    ['allergy', given.allergies],
    ['food', given.foods],
  ] as const;
  const items: Item[] = [];
  const unknown: { as: As; given: string; rest: string }[] = [];
  for (const [as, texts] of lists) {
    for (const text of texts) {
      const found = resolve(graph, text, LOOKED_FOR[as]);
      if (!found) continue;
      if (found.rest !== '') unknown.push({ as, given: text, rest: found.rest });
      for (const code of found.codes) {
        if (!items.some((item) => item.as === as && item.term.code === code)) items.push({ as, given: text, term: graph.terms.get(code)! });
      }
    }
  }
  return { items, unknown };
}

/** What an item is for sure, and what it may be besides. */
interface Reach {
  readonly item: Item;
  readonly certain: ReadonlySet<string>;
  readonly possible: ReadonlySet<string>;
}

function reachOf(graph: MedicationGraph, item: Item, items: readonly Item[]): Reach {
  // Whoever does not tolerate a medicine does not take it: of allergies only the allergen counts here.
  if (item.as === 'allergy' && item.term.kind !== 'allergen') return { item, certain: new Set(), possible: new Set() };
  const { code, kind, mayBe } = item.term;
  // "Diabetes" beside "type 2 diabetes" leaves nothing open.
  const saidBetter = items.some((other) => other.as === item.as && other.term.code !== code && graph.above(other.term.code).has(code));
  const open = saidBetter ? [] : [...mayBe, ...(kind === 'class' ? graph.below(code) : [])];
  return { item, certain: graph.above(code), possible: new Set(open.flatMap((one) => [...graph.above(one)])) };
}

function matches(graph: MedicationGraph, items: readonly Item[]): readonly Match[] {
  const reaches = items.map((item) => reachOf(graph, item, items));
  return graph.findings.flatMap(({ id, between, severity, effect, source, inAdvice }) => {
    const found = new Map<string, Match>();
    const walk = (side: number, taken: readonly Reach[], certain: boolean): void => {
      if (side === between.length) {
        const key = taken
          .map(({ item }) => itemKey(item))
          .toSorted()
          .join('+');
        if (found.get(key)?.certainty === 'certain') return;
        const certainty = certain ? 'certain' : 'possible';
        const of = taken.map(({ item }) => item);
        found.set(key, { id, items: of, severity, certainty, effect, source, ...(inAdvice ? { inAdvice } : {}) });
        return;
      }
      for (const reach of reaches) {
        if (taken.includes(reach)) continue;
        const is = between[side]!.some((code) => reach.certain.has(code));
        if (is || between[side]!.some((code) => reach.possible.has(code))) walk(side + 1, [...taken, reach], certain && is);
      }
    };
    walk(0, [], true);
    return [...found.values()];
  });
}

const RECORD: Source = {
  organisation: 'Hearth',
  title: 'What the record calls an allergy is not given',
  year: 2025,
  evidence: 'unverified',
};

/** A medicine or food that the record names as an allergy, and a medicine of the same class as one. */
function allergies(graph: MedicationGraph, items: readonly Item[]): readonly Match[] {
  return items
    .filter(({ as }) => as === 'allergy')
    .flatMap((allergy) =>
      items
        .filter(({ as }) => as === 'medicine' || as === 'food')
        .flatMap((item): readonly Match[] => {
          const of = [item, allergy];
          if (graph.above(item.term.code).has(allergy.term.code)) {
            const effect = { 'zh-CN': '记录中写明对此过敏。', en: 'The record names an allergy to this.' };
            return [{ id: 'allergy', items: of, severity: 'contraindicated', certainty: 'certain', effect, source: RECORD }];
          }
          const shared = allergy.term.in.some((parent) => graph.above(item.term.code).has(parent));
          if (!shared && !graph.above(allergy.term.code).has(item.term.code)) return [];
          const effect = {
            'zh-CN': '记录中对同一类的药物过敏，请核实是否也对此药过敏。',
            en: 'The record names an allergy to a medicine of the same class; please find out whether it concerns this one.',
          };
          return [{ id: 'allergy-class', items: of, severity: 'major', certainty: 'possible', effect, source: RECORD }];
        }),
    );
}

/** Conditions among themselves are no question, nor are foods; an allergy is asked of medicines and foods. */
function isAsked(one: Item, other: Item): boolean {
  const both = new Set([one.as, other.as]);
  if (both.has('medicine')) return true;
  return both.has('food') && (both.has('condition') || both.has('allergy'));
}

const itemKey = ({ as, term }: Item): string => `${as}:${term.code}`;
const pairKey = (one: Item, other: Item): string => [itemKey(one), itemKey(other)].toSorted().join('+');

function summary(findings: readonly Match[], unknown: number, notKnown: number): Localized {
  const serious = findings.filter(({ severity }) => severity === 'contraindicated' || severity === 'major').length;
  const zh = [
    findings.length > 0 ? `查到 ${findings.length} 项，其中严重 ${serious} 项。` : '没有查到相关记录。',
    unknown > 0 ? `有 ${unknown} 项无法识别，未能核对。` : '',
    notKnown > 0 || findings.length === 0 ? '没有记录不等于安全，请药师或医生确认。' : '请药师或医生确认。',
  ];
  const en = [
    findings.length > 0
      ? `${findings.length} ${findings.length === 1 ? 'finding' : 'findings'}, ${serious} of them serious.`
      : 'Nothing is on record about these.',
    unknown > 0 ? `${unknown} ${unknown === 1 ? 'entry was' : 'entries were'} not understood and could not be checked.` : '',
    notKnown > 0 || findings.length === 0
      ? 'What is not on record is not known to be safe: ask a pharmacist or doctor.'
      : 'Ask a pharmacist or doctor.',
  ];
  return { 'zh-CN': zh.join(''), en: en.filter((part) => part !== '').join(' ') };
}
