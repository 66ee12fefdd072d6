import type { Language } from '../../domain/source.ts';
import { lookalikesAsLatin } from './lookalikes.ts';
import { toSimplified } from './traditional.ts';

/**
 * The one normal form that every list of words is held against: NFKC (full-width letters and digits become plain), no invisible characters, no accents
 * on Latin letters, letters of other scripts within Latin words as the Latin ones they look like, small letters, one kind of apostrophe.
 */
export function plain(text: string): string {
  const folded = text.normalize('NFKC').toLowerCase();
  // Most texts hold nothing to fold.
  if (/^[\x20-\x7e\n\r\t\p{Script=Han}，。！？；：、“”（）]*$/u.test(folded)) return folded.replaceAll('`', "'");
  return lookalikesAsLatin(
    folded
      .normalize('NFD')
      .replaceAll(/[\p{Cf}\p{Mn}\p{Variation_Selector}\u115f\u1160\u3164\u2800]/gu, '')
      .normalize('NFC')
      .replaceAll(/[\u2018\u2019\u02bc`\u00b4\u2032]/g, "'"),
  );
}

/** A text as the guard's patterns see it. */
export interface Surface {
  readonly text: string;
  /** What stands before `index` in the same clause: where a negation of it would be. */
  before(index: number): string;
  /** The same without the commas' ends: what stands before `index` in the sentence. */
  beforeInSentence(index: number): string;
  /** The whole clause that `index` stands in. */
  clause(index: number): string;
  /** The whole sentence that `index` stands in. */
  sentence(index: number): string;
}

/**
 * Chinese: simplified, without spaces and punctuation, so that 根·治 and 根 治 are found; clauses end at a comma or a full stop, and a list
 * with 、 is one clause. English: single spaces, letters written apart joined again; clauses end at a full stop, semicolon, colon or comma.
 */
export function surfaceOf(text: string, language: Language): Surface {
  return language === 'zh-CN' ? chinese(text) : english(text);
}

/** Parts of a text by their ends, found in one pass and asked for in logarithmic time: long texts are asked often. */
function parts(text: string, ends: readonly number[]) {
  const from = (index: number): number => {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (ends[middle]! <= index) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return {
    before: (index: number) => text.slice(ends[from(index) - 1] ?? 0, index),
    whole: (index: number) => {
      const next = from(index);
      return text.slice(ends[next - 1] ?? 0, ends[next] ?? text.length);
    },
  };
}

function surface(text: string, clauseEnds: readonly number[], sentenceEnds: readonly number[]): Surface {
  const clauses = parts(text, clauseEnds);
  const sentences = parts(text, sentenceEnds);
  return { text, before: clauses.before, beforeInSentence: sentences.before, clause: clauses.whole, sentence: sentences.whole };
}

function chinese(text: string): Surface {
  let letters = '';
  const clauses: number[] = [];
  const sentences: number[] = [];
  // Rare letters of two code units would shift the positions that patterns find, and no list has any.
  const source = toSimplified(plain(text)).replaceAll(/[\u{10000}-\u{10ffff}]/gu, '');
  for (const { 0: part } of source.matchAll(/(?:[\p{L}\p{N}%/]|(?<=\d)[.,](?=\d))+|[,.;:!?\n，。；：！？…—]+/gu)) {
    if (!/^[,.;:!?\n，。；：！？…—]/.test(part)) letters += part;
    else {
      clauses.push(letters.length);
      if (/[.!?\n。！？]/.test(part)) sentences.push(letters.length);
    }
  }
  return surface(letters, clauses, sentences);
}

function english(text: string): Surface {
  const joined = plain(text)
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/\b(?:[a-z][ .*_-]){3,}[a-z]\b/g, (apart) => apart.replaceAll(/[ .*_-]/g, ''));
  const ends = (marks: RegExp) => [...joined.matchAll(marks)].map(({ index }) => index + 1);
  return surface(joined, ends(/[;:!?,]|\.(?!\d)/g), ends(/[;:!?]|\.(?!\d)/g));
}
