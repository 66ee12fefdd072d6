import type { Language } from '../../domain/source.ts';
import type { Check, Finding } from '../guard/check.ts';
import { plain } from '../wording/surface.ts';

/**
 * How much of a sentence must stand in what it cites: pairs of Chinese characters, English words. An engineering choice: a sentence that is
 * said in other words keeps most of its nouns and verbs; one that says something else keeps few.
 */
const LEAST: Readonly<Record<Language, number>> = { 'zh-CN': 0.6, en: 0.7 };

/** Words that every sentence has. */
const COMMON = new Set(
  'a an the and or but of to in on at for with by from as is are was were be been it its this that these those you your yours i we our they their them there here can may might will would should could do does did have has had if when then than so also too very more most some any each every all one'.split(
    ' ',
  ),
);
const NOT: Readonly<Record<Language, RegExp>> = {
  'zh-CN': /不|没|无|勿|别|未|非|禁|避免|停止/gu,
  en: /\b(?:not?|never|without|none|nothing|avoid\w*|stop\w*|unless|neither|nor|instead)\b|n't\b/gu,
};

/**
 * Answers to questions are held more tightly than advice, because a stranger's words stand in the prompt: every sentence says what the
 * reviewed sentences and facts that it cites say, in nearly their words, and turns no "not" round. Whoever talks the model into something
 * talks it into something that stands in no source.
 */
export const grounded: Check = ({ sentences }, facts, { language, offers }) =>
  sentences.flatMap(({ text, source, facts: named }, sentence): readonly Finding[] => {
    const cited = [
      ...offers.filter(({ id }) => id === source).map((offer) => offer.text),
      ...facts.filter(({ id }) => named.includes(id)).flatMap((fact) => [fact.statement, fact.text]),
    ].join('\n');
    const said = unitsOf(text, language);
    const known = new Set(unitsOf(cited, language));
    const share = said.length === 0 ? 0 : said.filter((unit) => known.has(unit)).length / said.length;
    if (share < LEAST[language]) return [{ sentence, why: `only ${Math.round(share * 100)} % of it stands in what it cites` }];
    const [here, there] = [text, cited].map((of) => plain(of).match(NOT[language])?.length ?? 0);
    if (here! > there! || (here === 0 && there! > 0)) return [{ sentence, why: 'it denies something else than what it cites' }];
    return [];
  });

function unitsOf(text: string, language: Language): readonly string[] {
  if (language === 'en')
    return (plain(text).match(/[a-z]+|\d+(?:\.\d+)?/g) ?? [])
      .filter((word) => !COMMON.has(word))
      .map((word) => word.replace(/(?:ing|ed|es|s)$/, ''));
  const letters = [...plain(text)].filter((letter) => /[\p{L}\p{N}]/u.test(letter));
  return letters.slice(1).map((letter, i) => `${letters[i]}${letter}`);
}
