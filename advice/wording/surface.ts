import type { Language } from '../../domain/source.ts';
import { toSimplified } from './traditional.ts';

/** NFKC (full-width letters and digits become plain), no invisible characters, small letters, one kind of apostrophe. */
export const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .replaceAll(/[\p{Cf}\p{Mn}\u115f\u1160\u3164]/gu, '')
    .replaceAll(/[\u2018\u2019\u02bc`\u00b4]/g, "'")
    .toLowerCase();

/** A text as the guard's patterns see it. */
export interface Surface {
  readonly text: string;
  /** What stands before `index` in the same clause: where a negation of it would be. */
  before(index: number): string;
  /** The same without the commas' ends: what stands before `index` in the sentence. */
  beforeInSentence(index: number): string;
  /** The whole clause that `index` stands in. */
  clause(index: number): string;
}

/**
 * Chinese: simplified, without spaces and punctuation, so that 根·治 and 根 治 are found; clauses end at a comma or a full stop, and a list
 * with 、 is one clause. English: single spaces, letters written apart joined again; clauses end at a full stop, semicolon, colon or comma.
 */
export function surfaceOf(text: string, language: Language): Surface {
  return language === 'zh-CN' ? chinese(text) : english(text);
}

function chinese(text: string): Surface {
  const letters: string[] = [];
  const clauses: number[] = [];
  const sentences: number[] = [];
  let clause = 0;
  let sentence = 0;
  // Rare letters of two code units would shift the positions that patterns find, and no list has any.
  const source = [...toSimplified(plain(text))].filter((letter) => letter.length === 1);
  for (const [i, letter] of source.entries()) {
    const inNumber = /[.,]/.test(letter) && /\d/.test(source[i - 1] ?? '') && /\d/.test(source[i + 1] ?? '');
    if (/[\p{L}\p{N}%/]/u.test(letter) || inNumber) {
      letters.push(letter);
      clauses.push(clause);
      sentences.push(sentence);
    } else if (/[,.;:!?\n，。；：！？…—]/.test(letter)) {
      clause++;
      if (/[.!?\n。！？]/.test(letter)) sentence++;
    }
  }
  const since = (marks: readonly number[]) => (index: number) =>
    letters
      .slice(0, index)
      .filter((_, i) => marks[i] === marks[index])
      .join('');
  return {
    text: letters.join(''),
    before: since(clauses),
    beforeInSentence: since(sentences),
    clause: (index) => letters.filter((_, i) => clauses[i] === clauses[index]).join(''),
  };
}

function english(text: string): Surface {
  const joined = plain(text)
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/\b(?:[a-z][ .*_-]){3,}[a-z]\b/g, (apart) => apart.replaceAll(/[ .*_-]/g, ''));
  const since = (ends: RegExp) => (index: number) => joined.slice(0, index).split(ends).at(-1) ?? '';
  const before = since(/[;:!?,]|\.(?!\d)/);
  return {
    text: joined,
    before,
    beforeInSentence: since(/[;:!?]|\.(?!\d)/),
    clause: (index) => before(index) + joined.slice(index).split(/[;:!?,]|\.(?!\d)/)[0],
  };
}
