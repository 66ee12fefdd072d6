import { changesIn } from '../wording/medicine-changes.ts';
import { surfaceOf } from '../wording/surface.ts';
import { unnamedIn } from '../wording/unnamed-changes.ts';
import { eachSentence } from './check.ts';

/** No dose change, no start or stop of a medicine, named or not; to warn of that, and to leave it to the doctor, is welcome. */
export const dose = eachSentence(({ text, source }, _facts, { language, offers }, earlier) => {
  const surface = surfaceOf(text, language);
  const named = changesIn(surface, language).find(({ harmless }) => !harmless)?.said;
  // Of a reviewed sentence, word for word, everybody knows what it speaks of.
  const reviewed = offers.some((offer) => offer.id === source && offer.text === text);
  const change = named ?? (reviewed ? undefined : unnamedIn(surface, language, surfaceOf(earlier, language).text));
  return change === undefined ? undefined : `“${change}” changes a medicine`;
});
