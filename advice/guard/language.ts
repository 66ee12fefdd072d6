import type { Language } from '../../domain/source.ts';
import { traditionalIn } from '../wording/traditional.ts';
import { eachSentence } from './check.ts';

/** Latin words that Chinese health texts use as they are: units and a few names. */
const LATIN_IN_CHINESE = /^(?:mmol\/?l|mg\/?dl|mmhg|kpa|mmol|l|dl|mg|g|kg|ml|cm|km|min|h|dash|gi|bmi|hba1c|a1c|app|ai|cgm|sglt|sos|x)$/i;

/** The text is in the language asked for: Chinese in simplified script, English without any other script. */
export const language = eachSentence(({ text }, _facts, brief) => foreign(text.normalize('NFKC'), brief.language));

function foreign(text: string, asked: Language): string | undefined {
  const digits = text.match(/(?![0-9])\p{Nd}/u);
  if (digits) return `“${digits[0]}” is a digit of another script`;
  if (asked === 'en') {
    const other = text.match(/(?!\p{Script=Latin})\p{L}/u);
    if (other) return `“${other[0]}” is not English`;
    // These do not make English; without a single one of them no sentence of it gets far.
    return /\b(?:the|a|an|and|or|to|of|in|on|your|you|is|are|was|were|for|with|at|it|this|that|not|before|after|if|when|no|have|has|had|do|does|be|can|will|from|by|than|then|each|every|more|less|between|rest|eat|drink|walk|measure|meals?|water|call|tell|go|one|first|change|keep|take|as|so|but|all|any|some|into|out|up|down|first|try|look|wash|ask|stop|have|make|makes|good|well|too|very|like|just|over|about|tonight|tonight's|choose|chooses|pick|add|use|put|leave|skip|how|what|while|must|should|may|also|most|never|often|after)\b/i.test(
      text,
    )
      ? undefined
      : 'this does not read like English';
  }
  if (!/\p{Script=Han}/u.test(text)) return 'there is no Chinese in it';
  const other = text.match(/(?!\p{Script=Han}|\p{Script=Latin})\p{L}/u);
  if (other) return `“${other[0]}” is not Chinese`;
  const latin = (text.match(/[\p{Script=Latin}\d/]*\p{Script=Latin}[\p{Script=Latin}\d/]*/gu) ?? []).find(
    (word) => !LATIN_IN_CHINESE.test(word.replace(/^[\d./]+/, '')),
  );
  if (latin) return `“${latin}” is not Chinese`;
  const traditional = traditionalIn(text);
  return traditional.length > 0 ? `“${traditional[0]}” is traditional script` : undefined;
}
