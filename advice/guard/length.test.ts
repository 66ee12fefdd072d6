import { expect, test } from 'vitest';
import { guardCases, sampleBrief } from '../guard-cases.ts';
import { LONGEST, length } from './length.ts';

const zh = (n: number) => '少'.repeat(n);
const en = (n: number) => 'a'.repeat(n);
const lengths = [1, 2, 10, 20, 40, 60, 80, 100];

guardCases('length', length, {
  'zh-CN': { fails: [141, 142, 150, 160, 200, 300, 1000, 5000].map(zh), passes: [...lengths, 140].map(zh) },
  en: { fails: [321, 322, 330, 400, 500, 800, 1000, 5000].map(en), passes: [...lengths, 320].map(en) },
});

test.each([
  ['as many as fit', 'zh-CN', LONGEST.sentences, 20, 0],
  ['one too many', 'zh-CN', LONGEST.sentences + 1, 20, 1],
  ['too long together', 'zh-CN', 7, 140, 1],
  ['too long together', 'en', 7, 300, 1],
] as const)('%s: %s, %i sentences of %i', (_, language, count, size, findings) => {
  const sentences = Array.from({ length: count }, () => ({
    text: language === 'en' ? en(size) : zh(size),
    topic: 'diet' as const,
    facts: [],
  }));
  expect(length({ sentences }, [], sampleBrief(language))).toHaveLength(findings);
});
