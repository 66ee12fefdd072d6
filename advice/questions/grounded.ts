import { eachSentence } from '../guard/check.ts';
import { plain } from '../wording/surface.ts';

/**
 * Answers to questions are held more tightly than advice, because a patient's own words stand in the prompt: every sentence is a reviewed
 * sentence or a fact, word for word. A model may choose what answers a question; whoever talks it into anything else talks it into nothing.
 * To allow other words in nearly the same number was tried: "as juice and not as whole fruit" has all the words of its opposite.
 */
export const grounded = eachSentence(({ text, source, facts: named }, facts, { offers }) => {
  const cited = [
    ...offers.filter(({ id }) => id === source).map((offer) => offer.text),
    ...facts.filter(({ id }) => named.includes(id)).map(({ statement }) => statement),
  ];
  return cited.some((known) => lettersOf(known) === lettersOf(text)) ? undefined : 'it is not word for word what it cites';
});

const lettersOf = (text: string): string =>
  plain(text)
    .replaceAll(/[^\p{L}\p{N}./%]+/gu, '')
    .replaceAll(/\.(?!\d)/g, '');
