import type { Language } from '../../domain/source.ts';

const NEGATORS: Readonly<Record<Language, RegExp>> = {
  'zh-CN':
    /不要|请勿|切勿|不能|不可能|不可|不会|不得|不应该|不应|不宜|不建议|不推荐|不是|并非|并不|不等于|不代表|不意味着|不保证|无法|没有|未能|尚无|难以|避免|严禁|禁止|谨防|警惕|勿|别/g,
  en: /\b(?:do not|don't|does not|doesn't|did not|didn't|cannot|can't|can not|could not|couldn't|will not|won't|should not|shouldn't|must not|mustn't|is not|isn't|are not|aren't|not|never|neither|nobody|no one|no|none|nothing|avoid|without|beware of)\b/g,
};

/** Words after which a negation no longer reaches: 不用手术就能根治, "not only cures", "do not worry: stop it". */
const BREAKS: Readonly<Record<Language, RegExp>> = {
  'zh-CN': /[但就也即便仅只却而怕愁]|担心|害怕|犹豫|忘|顾虑|必吃|用吃/,
  en: /\b(?:but|only|just|because|worry|hesitate|forget|afraid|doubt|longer|need|matter|mind|instead|then|so)\b/,
};

/** How far a negation reaches: 8 Chinese characters, 6 English words. */
const REACH: Readonly<Record<Language, RegExp>> = { 'zh-CN': /^.{0,8}$/su, en: /^\s*(?:\S+\s+){0,6}$/ };

/** How close two negations must stand to be one affirmation. */
const BESIDE: Readonly<Record<Language, RegExp>> = { 'zh-CN': /^.?$/su, en: /^\s*(?:\S+\s+)?$/ };

/**
 * Whether what follows `before` is denied: "不能根治" passes where "根治" does not. Two negations affirm.
 * @param before the clause up to the word in question
 * @param between what alone may stand between the negation and that word, where a check allows little; else anything near enough
 */
export function negated(before: string, language: Language, between?: RegExp): boolean {
  const found = [...before.matchAll(NEGATORS[language])];
  const reaches = (gap: string): boolean => (between ? between.test(gap) : REACH[language].test(gap) && !BREAKS[language].test(gap));
  let no = false;
  let end = before.length;
  for (const negator of found.toReversed()) {
    const gap = before.slice(negator.index + negator[0].length, end);
    // A second negation affirms only where it stands at the first: 并不是不能, but not "no juice and no alcohol".
    if (no ? !BESIDE[language].test(gap) : !reaches(gap)) break;
    no = !no;
    end = negator.index;
  }
  return no;
}
