import { expect, test } from 'vitest';
import { askedBack, dangerFirst, isChoice, meant, optionOf } from './meant.ts';

const options = [
  { id: 'better', text: { 'zh-CN': '好多了', en: 'Better' } },
  { id: 'same', text: { 'zh-CN': '和刚才差不多，还是不舒服', en: 'The same, still not well' } },
];

test.each([
  ['1', 'better'],
  [' 2. ', 'same'],
  ['２', 'same'],
  ['（1）', 'better'],
  ['3', undefined],
  ['0', undefined],
  ['BETTER!', 'better'],
  ['好多了。', 'better'],
  ['the same still not well', 'same'],
  ['not better', undefined],
  ['1 tablet', undefined],
  ['', undefined],
])('%j means %s', (text, option) => {
  expect(optionOf({ options }, text)).toBe(option);
});

const feel = {
  id: 'f',
  question: { 'zh-CN': '您现在感觉怎么样？', en: 'How do you feel now?' },
  options: [...options, { id: 'worse', text: { 'zh-CN': '更难受了', en: 'Worse' }, danger: true as const }],
};
const pill = {
  id: 'p',
  question: { 'zh-CN': '该吃药了', en: 'Time for your medicine' },
  options: [
    { id: 'taken', text: { 'zh-CN': '吃了', en: 'Taken' } },
    { id: 'later', text: { 'zh-CN': '过一会儿吃', en: 'In a while' } },
    { id: 'skipped', text: { 'zh-CN': '这次不吃', en: 'Not this time' } },
    { id: 'forgot', text: { 'zh-CN': '忘了', en: 'Forgot' } },
  ],
};
const said = (text: string, open = [pill, feel], letters: readonly string[] = []) => {
  const meaning = meant(open, text, letters);
  return meaning.is === 'answer' ? `${meaning.question.id} ${meaning.option}${meaning.told ? ', told' : ''}` : meaning.is;
};

test.each([
  ['the only one', '1', 'f better', [feel], []],
  ['a number that fits both', '1', 'unclear', undefined, []],
  ['a number that means danger in one of them', '3', 'f worse, told', undefined, []],
  ['a number that fits one', '4', 'p forgot', undefined, []],
  ['words of one', 'taken', 'p taken', undefined, []],
  ['words of none', 'my chest hurts', 'no-answer', undefined, []],
  ['two medicines at one time', 'Taken', 'unclear', [pill, { ...pill, id: 'q' }], []],
  ['a letter', 'b 1', 'p taken', undefined, ['f', 'p']],
  ['a letter, in full width', 'Ａ１', 'f better', undefined, ['f', 'p']],
  ['a letter that nobody has given', 'A1', 'no-answer', undefined, []],
  ['the letter of a question that has closed since, though another is open', 'A1', 'unclear', [pill], ['f', 'p']],
  ['a letter with a number that there is not', 'A9', 'unclear', undefined, ['f', 'p']],
] as const)('%s: %s means %s', (_what, text, meaning, open, letters) => {
  expect(said(text, open && [...open], letters)).toBe(meaning);
});

test('what is asked back names each question and each answer, danger first', () => {
  const among = dangerFirst([pill, feel]);
  expect(among.map(({ id }) => id)).toEqual(['f', 'p']);
  expect(askedBack(among).en).toContain('A. How do you feel now?\nA1. Better\nA2. The same, still not well\nA3. Worse\n\nB. Time for');
  expect(askedBack(among)['zh-CN']).toContain('B2. 过一会儿吃');
});

test.each(['3', '（3）', '３', 'A 3', 'b2.'])('%j is the number of an answer and nothing else', (text) =>
  expect(isChoice(text)).toBe(true),
);
test.each(['0', '12', '5.6', '3 tablets', '120', 'three', '', '2.1'])('%j is more, or less', (text) => expect(isChoice(text)).toBe(false));
