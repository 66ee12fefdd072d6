import { expect, test } from 'vitest';
import { optionOf } from './reply.ts';

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
