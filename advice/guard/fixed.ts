import { eachSentence } from './check.ts';

/**
 * Where somebody may be in danger only reviewed sentences go out, to the letter: no list of wordings finds every comfort that holds
 * somebody back from getting help. Own rule.
 */
export const fixed = eachSentence(({ text, source }, _facts, { urgent, offers }) =>
  !urgent || offers.some((offer) => offer.id === source && offer.text === text)
    ? undefined
    : 'in what may be an emergency only the reviewed sentences may be said, word for word',
);
