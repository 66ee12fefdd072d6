import { changesIn } from '../wording/medicine-changes.ts';
import { surfaceOf } from '../wording/surface.ts';
import { eachSentence } from './check.ts';

/** No dose change, no start or stop of a medicine; to warn of that, and to leave it to the doctor, is welcome. */
export const dose = eachSentence(({ text }, _facts, { language }) => {
  const change = changesIn(surfaceOf(text, language), language).find(({ harmless }) => !harmless);
  return change && `“${change.said}” changes a medicine`;
});
