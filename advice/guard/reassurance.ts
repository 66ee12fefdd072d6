import { negated } from '../wording/negation.ts';
import { surfaceOf } from '../wording/surface.ts';
import { eachSentence } from './check.ts';

/** Own rule, group "false reassurance" of the word list: what may hold somebody back from getting help. */
const ALL_IS_WELL = {
  'zh-CN':
    /不用担心|不必担心|无需担心|别担心|不要担心|请放心|放心|没有问题|没问题|没事|无大碍|没有大碍|不要紧|不碍事|无妨|完全正常|很正常|属于正常|正常现象|没有危险|没什么危险|很安全|不严重|并不严重|问题不大|不用紧张|不必紧张|不用着急|不必着急|再观察几天|观察几天|过几天再|不用就医|无需就医|不必就医|不用去医院|不必去医院|无需去医院|自然会好|自行恢复|睡一觉/gu,
  en: /nothing to worry about|(?:don't|do not|no need to|needn't|you need not) (?:worry|panic|be concerned|be alarmed)|no (?:cause|reason|need) for (?:concern|worry|alarm)|you(?: are|'re) (?:fine|ok|okay|all right|alright|safe|in no danger)|(?:perfectly|completely|totally|quite) (?:normal|fine|safe|harmless)|(?:is|it's|this is) (?:normal|harmless|nothing serious|not serious|no problem|not dangerous)|no danger|not an emergency|no need to (?:see|call|visit|contact)|(?:can|will) wait (?:until|till|a few|for)|wait and see|sleep it off|will (?:pass|go away|settle) (?:by itself|on its own)|rest assured|relax,? it/gu,
} as const;

/** With an urgent alert nothing may sound as if all were well: chest pain with 190/125 needs help, not comfort. */
export const reassurance = eachSentence(({ text }, _facts, { language, urgent }) => {
  if (!urgent) return undefined;
  const surface = surfaceOf(text, language);
  const hit = [...surface.text.matchAll(ALL_IS_WELL[language])].find(({ index }) => !negated(surface.before(index), language));
  return hit && `“${hit[0]}” reassures in what may be an emergency`;
});
