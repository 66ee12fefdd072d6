import type { Language } from '../../domain/source.ts';
import { forbiddenClaims } from '../wording/forbidden-claims.ts';
import { negated } from '../wording/negation.ts';
import { paraphrasedClaims } from '../wording/paraphrased-claims.ts';
import { surfaceOf } from '../wording/surface.ts';
import { eachSentence } from './check.ts';

/** 断根的方子不要用: what stands behind may deny a claim as well. */
const DENIED_AFTER: Readonly<Record<Language, RegExp>> = {
  'zh-CN': /^.{0,6}(?:不要|别|不能|不可)(?:用|信|买|相信|轻信)|^.{0,6}(?:是骗人|不可信)/u,
  en: /^[^.,]{0,24}\b(?:is|are) (?:a )?(?:false|lies?|untrue|not true|fraud)\b/,
};

/** No forbidden claim, whatever it is written like; to deny one ("cannot be cured") is legitimate. */
export const claims = eachSentence(({ text }, _facts, { language }) => {
  const surface = surfaceOf(text, language);
  for (const { group, pattern, basis, evenDenied } of [...forbiddenClaims[language], ...paraphrasedClaims[language]]) {
    const hit = [...surface.text.matchAll(pattern)].find(
      ({ index, 0: claim }) =>
        evenDenied || !(negated(surface.before(index), language) || DENIED_AFTER[language].test(surface.text.slice(index + claim.length))),
    );
    if (hit) return `“${hit[0]}”: ${group} (${basis})`;
  }
  return undefined;
});
