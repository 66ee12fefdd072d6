import type { Language } from '../../domain/source.ts';
import type { MustAvoid } from '../generator.ts';
import { negated } from '../wording/negation.ts';
import { type Surface, surfaceOf } from '../wording/surface.ts';
import { eachSentence } from './check.ts';

/** Food, drink and exercise that this person's conditions, medicines, allergies or situation rule out may be named only to warn of them. */
export const avoid = eachSentence(({ text }, _facts, { mustAvoid, language }) => {
  for (const avoidance of mustAvoid) {
    const word = mentions(text, avoidance, language);
    if (word !== undefined) return `“${word}”: ${avoidance.text}`;
  }
  return undefined;
});

/** Words that limit what they stand before: enough where a little does no harm. */
const LITTLE: Readonly<Record<Language, RegExp>> = {
  'zh-CN': /(?:少|限制|减少|控制|限|戒|慎|适量|不过量|代替|换掉|尽量不)[^多也就可能还]{0,4}$/u,
  en: /\b(?:less|limit|limiting|cut down|cut back|reduce|fewer|little|small|only a|go easy|instead of|rather than|skip|watch)\b[^.]{0,30}$/,
};
const NONE: Readonly<Record<Language, RegExp>> = {
  'zh-CN':
    /(?:不吃|不喝|不用|不加|不含|不选|不做|不碰|忌|戒|戒掉|远离|暂停|先停|暂不|暂缓|先不|代替|取代|而不是|不可用|停止)[^多也就可能还]{0,6}$/u,
  en: /\b(?:instead of|rather than|stay away from|keep away from|keep off|free of|hold off|put off|pause|stop|skip|quit|give up|leave out|-free)\b[^.]{0,30}$/,
};
/** "运动先放一放", "alcohol is best left": what stands behind may forbid as well. */
const NONE_AFTER: Readonly<Record<Language, RegExp>> = {
  'zh-CN': /^.{0,8}(?:不宜|不要|不能|不适合|禁|忌|暂停|避免|先停|再说|过敏|推迟|等.{0,8}再)/u,
  en: /^[^.]{0,30}\b(?:is not|are not|isn't|aren't|must wait|should wait|can wait|allergy|allergic|off limits|-free|free)\b/,
};

/** The first word of an avoidance that a text names without forbidding it (`never`) or limiting it (`little`). */
export function mentions(text: string, { words, how }: Pick<MustAvoid, 'words' | 'how'>, language: Language): string | undefined {
  const surface = surfaceOf(text, language);
  return words.find((word) => occurrences(surface, word, language).some(({ before, after }) => !harmless(before, after, how, language)));
}

function harmless(before: string, after: string, how: MustAvoid['how'], language: Language): boolean {
  if (negated(before, language) || NONE[language].test(before) || NONE_AFTER[language].test(after)) return true;
  return how === 'little' && LITTLE[language].test(before);
}

function occurrences(surface: Surface, word: string, language: Language): readonly { before: string; after: string }[] {
  // "run" finds "running" and not "prune"; "=run" finds "run" alone.
  const literal = word
    .toLowerCase()
    .replace(/^=/, '')
    .replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const pattern = language === 'zh-CN' ? literal : `\\b${literal}${word.startsWith('=') ? '\\b' : ''}`;
  return [...surface.text.matchAll(new RegExp(pattern, 'gu'))].map(({ index, 0: hit }) => ({
    before: surface.before(index),
    after: surface.text.slice(index + hit.length, index + hit.length + 40),
  }));
}
