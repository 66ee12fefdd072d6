import { numbersIn, sameNumber } from '../wording/numbers.ts';
import { eachSentence } from './check.ts';

/**
 * Every number of a sentence, in digits, Chinese numerals or words, is one of a fact that the sentence names, or stands in the sentence of
 * the knowledge base that it says; with the same unit.
 */
export const numbers = eachSentence(({ text, facts: named, source }, facts, { language, offers }) => {
  const said = numbersIn(text, language);
  if (said.length === 0) return undefined;
  const known = [
    ...facts.filter(({ id }) => named.includes(id)).flatMap((fact) => [fact.statement, fact.text]),
    ...offers.filter(({ id }) => id === source).map((offer) => offer.text),
  ].flatMap((statement) => numbersIn(statement, language));
  const stray = said.find((number) => !known.some((other) => sameNumber(number, other)));
  return stray && `the number “${stray.text}” comes from no fact that the sentence names`;
});
