/** Letters that only written Cantonese has, and what the lists of words have for them. */
const LETTERS: Readonly<Record<string, string>> = {
  唔: '不',
  冇: '没',
  嘅: '的',
  咗: '了',
  喺: '在',
  佢: '他',
  嗰: '那',
  哋: '们',
  啲: '些',
  嚟: '来',
  瞓: '睡',
};

/** The same words in the letters of the lists: 透唔到氣 is found as 透不到气. As many letters as before. */
export const fromCantonese = (text: string): string => text.replaceAll(/[唔冇嘅咗喺佢嗰哋啲嚟瞓]/gu, (letter) => LETTERS[letter] ?? letter);
