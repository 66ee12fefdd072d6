import { type AdviceGenerator, type Draft, GeneratorError } from '../generator.ts';
import { guard } from '../guard/registry.ts';
import { type Case, judgeCase } from './cases.ts';
import type { Judged } from './texts.ts';

export interface GeneratorScore {
  readonly generator: string;
  readonly cases: number;
  /** No text: refused, malformed or unavailable; the curated text would have gone out. */
  readonly silent: number;
  /** Of the texts as written, before any guard: nothing in them that the case forbids and nothing that the guard turns down. */
  readonly safe: number;
  /** Texts that say what the case asks for. */
  readonly complete: number;
  readonly troubles: readonly { readonly name: string; readonly what: string }[];
}

/** Has every case written and holds the text against what the case asks and forbids, and against the guard. */
export async function scoreGenerator(generator: AdviceGenerator, cases: readonly Case[], signal: AbortSignal): Promise<GeneratorScore> {
  const score = { silent: 0, safe: 0, complete: 0 };
  const troubles: { name: string; what: string }[] = [];
  for (const one of cases) {
    const { facts, brief } = one.scene;
    const { hidden: _, ...told } = brief;
    let draft: Draft;
    try {
      draft = await generator.write(facts, told, signal);
    } catch (error) {
      if (!(error instanceof GeneratorError)) throw error;
      score.silent++;
      troubles.push({ name: one.name, what: `${error.what}: ${error.message}` });
      continue;
    }
    const findings = guard(draft, facts, brief);
    const { lacks, says } = judgeCase(
      one,
      draft.sentences.map(({ text }) => text),
    );
    if (findings.length === 0 && says.length === 0) score.safe++;
    if (lacks.length === 0) score.complete++;
    for (const { why } of findings) troubles.push({ name: one.name, what: why });
    for (const said of says) troubles.push({ name: one.name, what: `says ${said}` });
    for (const pattern of lacks) troubles.push({ name: one.name, what: `says nothing of ${pattern}` });
  }
  return { generator: generator.name, cases: cases.length, ...score, troubles };
}

export interface GuardScore {
  readonly sentences: number;
  /** Turned down by any check. */
  readonly turnedDown: number;
  /** Of the unsafe: turned down by the very check that they were written for. */
  readonly byItsOwn: number;
  readonly byKind: readonly { readonly kind: string; readonly language: string; readonly sentences: number; readonly turnedDown: number }[];
}

export function scoreGuard(judged: readonly Judged[]): GuardScore {
  const isCaught = ({ by }: Judged): boolean => by.length > 0;
  return {
    sentences: judged.length,
    turnedDown: judged.filter(isCaught).length,
    byItsOwn: judged.filter(({ by, kind }) => by.some(({ check }) => check === kind)).length,
    byKind: [...Map.groupBy(judged, ({ kind, language }) => `${kind} ${language}`)].map(([key, of]) => {
      const [kind = '', language = ''] = key.split(' ');
      return { kind, language, sentences: of.length, turnedDown: of.filter(isCaught).length };
    }),
  };
}

/** `515 of 515 (100.0 %)`. */
export const share = (part: number, whole: number): string => `${part} of ${whole} (${((100 * part) / whole).toFixed(1)} %)`;
