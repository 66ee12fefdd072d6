import type { Fact } from '../fact.ts';
import type { Brief, Draft } from '../generator.ts';

/** Why a sentence of a draft must not reach anybody; `sentence` counts from 0. */
export interface Finding {
  readonly sentence: number;
  readonly why: string;
}

/** The brief, and what the writer was never told: strings that would give the person away, such as the pseudonym. */
export interface GuardBrief extends Brief {
  readonly hidden: readonly string[];
}

/** One check of the guard: one file of this folder, one line in registry.ts. No findings: passed. */
export type Check = (draft: Draft, facts: readonly Fact[], brief: GuardBrief) => readonly Finding[];

/** A check that looks at one sentence after the other, `earlier` being the text of the one before it; undefined: passed. */
export const eachSentence =
  (look: (sentence: Draft['sentences'][number], facts: readonly Fact[], brief: GuardBrief, earlier: string) => string | undefined): Check =>
  (draft, facts, brief) =>
    draft.sentences.flatMap((sentence, i) => {
      const why = look(sentence, facts, brief, draft.sentences[i - 1]?.text ?? '');
      return why === undefined ? [] : [{ sentence: i, why }];
    });
