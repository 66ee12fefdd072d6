import type { Language } from '../domain/source.ts';
import type { Fact } from './fact.ts';
import { eachSentence } from './guard/check.ts';
import { numbersIn, sameNumber } from './wording/numbers.ts';
import { plain } from './wording/surface.ts';

/** Sentences that encourage and say nothing else may cite what they like. */
const ENCOURAGES: Readonly<Record<Language, RegExp>> = {
  'zh-CN': /^(?:您)?(?:做得(?:很|真)?好|坚持得(?:很|真)?好|请?继续(?:保持|坚持|努力)|辛苦了|一步一步来|慢慢来)[。！]?$/u,
  en: /^(?:well done|keep it up|keep going|good work|you are doing well|one step at a time|small steps count)[.!]?$/iu,
};

/**
 * What a model cites it must say: the number of a fact that has one, the name of one that has a name. A citation that stands beside the sentence
 * and not in it vouches for nothing. Held against models alone: a person who edits an advice answers for it.
 */
export const basis = eachSentence(({ text, facts: named }, facts, { language }) => {
  if (ENCOURAGES[language].test(text.trim())) return undefined;
  const unsaid = facts.find((fact) => named.includes(fact.id) && !says(text, fact, language));
  return unsaid && `it says nothing of the fact ${unsaid.id} that it cites`;
});

function says(text: string, fact: Fact, language: Language): boolean {
  if (bare(text).includes(bare(fact.text))) return true;
  const known = numbersIn(fact.text, language);
  return known.length > 0 && numbersIn(text, language).some((number) => known.some((other) => sameNumber(number, other)));
}

/** 晚饭 is 晚餐; "after your dinner" is "after dinner"; what stands between the letters does not matter. */
const bare = (text: string): string =>
  plain(text)
    .replaceAll(/\b(?:the|a|an|your|my|of|is)\b/g, '')
    .replaceAll('饭', '餐')
    .replaceAll(/[^\p{L}\p{N}%]+/gu, '');
