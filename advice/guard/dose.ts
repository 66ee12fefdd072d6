import { changesIn, unnamedIn } from '../wording/medicine-changes.ts';
import { surfaceOf } from '../wording/surface.ts';
import { eachSentence } from './check.ts';

/** No dose change, no start or stop of a medicine; to warn of that, and to leave it to the doctor, is welcome. */
export const dose = eachSentence(({ text }, _facts, { language }) => {
  const surface = surfaceOf(text, language);
  const change = changesIn(surface, language).find(({ harmless }) => !harmless)?.said ?? unnamedIn(surface, language);
  return change === undefined ? undefined : `“${change}” changes a medicine`;
});
