import { describe, expect, test } from 'vitest';
import { CHECK_NAMES } from '../../domain/advice-checks.ts';
import { reasonOfCheck, reasonText } from '../../domain/guard-words.ts';
import { home, readMedications } from '../../packs.ts';
import { judgeTexts, readTexts, TEXT_SETS } from '../evaluation/texts.ts';
import { readKnowledge } from '../knowledge.ts';

const world = { knowledge: readKnowledge(home), graph: readMedications([]) };
/** What is left of a reason without what it quotes and the short name of a law. */
const bare = (text: string): string => text.replaceAll(/“.*?”/gs, '').replaceAll(/（[a-z0-9]+）/g, '');

describe('why a sentence is turned down', () => {
  const chinese = (set: (typeof TEXT_SETS)[number]) => judgeTexts(world, readTexts(set)).filter(({ language }) => language === 'zh-CN');

  test('is Chinese for a Chinese reader: every reason that the written sentences bring about', () => {
    const reasons = new Set(TEXT_SETS.flatMap((set) => chinese(set).flatMap(({ by }) => by.map(({ why }) => why))));
    expect(reasons.size).toBeGreaterThan(150);
    const left = [...reasons].map((why) => reasonText(why, 'zh-CN')).filter((said) => /[a-z]{3,}/i.test(bare(said)));
    expect(left).toEqual([]);
  });

  test.each([
    ['sentence 2: dose: “停药” changes a medicine', '第 2 句：不得改动用药：“停药”涉及改动用药'],
    ['length: 130 characters, at most 120', '长度：130 个字符，最多 120 个'],
    ['shape: there is no sentence', '结构：没有句子'],
    ['repeat: this is what was said last time', '与上次重复：与上次说的相同'],
    ['malformed: the answer is no JSON', 'malformed: the answer is no JSON'],
  ])('%s', (said, expected) => {
    expect(reasonOfCheck(said, 'zh-CN', CHECK_NAMES)).toBe(expected);
    expect(reasonOfCheck(said, 'en', CHECK_NAMES)).toBe(said);
  });
});
