import { forbiddenClaims } from '../wording/forbidden-claims.ts';
import { negated } from '../wording/negation.ts';
import { surfaceOf } from '../wording/surface.ts';
import { eachSentence } from './check.ts';

/** No forbidden claim, whatever it is written like; to deny one ("cannot be cured") is legitimate. */
export const claims = eachSentence(({ text }, _facts, { language }) => {
  const surface = surfaceOf(text, language);
  for (const { group, pattern, basis, evenDenied } of forbiddenClaims[language]) {
    const hit = [...surface.text.matchAll(pattern)].find(({ index }) => evenDenied || !negated(surface.before(index), language));
    if (hit) return `“${hit[0]}”: ${group} (${basis})`;
  }
  return undefined;
});
