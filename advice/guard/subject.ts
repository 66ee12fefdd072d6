import type { Language } from '../../domain/source.ts';
import { DRUG } from '../wording/medicine-changes.ts';
import { SUBJECT } from '../wording/subjects.ts';
import { surfaceOf } from '../wording/surface.ts';
import { eachSentence } from './check.ts';

/** What may be said that is about nothing: to encourage, to thank, to close, to warn of what is sold. */
const COURTESY: Readonly<Record<Language, RegExp>> = {
  'zh-CN':
    /^(?:您|你)?(?:做得|坚持得|已经做得)?(?:很|真|挺|非常)?(?:好|棒|不错|用心)|继续(?:加油|保持|努力)|加油|慢慢来|一步一步|祝(?:您|你)|谢谢|坚持|(?:做得|坚持得).{0,2}(?:好|不错|棒)|(?:别|不要|不可)(?:轻易|轻)?(?:相信|信|买)/u,
  en: /\b(?:well done|good job|keep (?:it up|going|at it)|you are (?:doing|on (?:a|the)) |every (?:little|bit)|small (?:changes|things)|one (?:thing|change) at a time|thank|good luck|wish you|take your time|(?:do not|don't|never) (?:buy|believe|trust))\b/,
};

/** Of medicines other checks judge. */
const MEDICINE: Readonly<Record<Language, RegExp>> = { 'zh-CN': new RegExp(DRUG['zh-CN'], 'u'), en: new RegExp(`\\b${DRUG.en}`, 'u') };

/**
 * A sentence of advice is about food, movement, measuring or getting help. One that names none of them is about something nobody asked for, and
 * most often about a medicine, an illness or a product that it does not name: "ease off bit by bit", 人人见效. Own rule.
 */
export const subject = eachSentence(({ text, source }, _facts, { language, offers }) => {
  if (offers.some((offer) => offer.id === source && offer.text === text)) return undefined;
  const said = surfaceOf(text, language).text;
  return SUBJECT[language].test(said) || MEDICINE[language].test(said) || COURTESY[language].test(said)
    ? undefined
    : 'it says nothing of food, movement, measuring or getting help';
});
