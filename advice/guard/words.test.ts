import { describe, expect, test } from 'vitest';
import { CHECK_NAMES } from '../../domain/advice-checks.ts';
import { reasonOfCheck, reasonText } from '../../domain/guard-words.ts';
import { home, readMedications } from '../../house/packs.ts';
import { judgeTexts, readTexts, TEXT_SETS } from '../evaluation/texts.ts';
import { readKnowledge } from '../knowledge.ts';

const world = { knowledge: readKnowledge(home), graph: readMedications([]) };
/** What is left of a reason without what it quotes. */
const bare = (text: string): string => text.replaceAll(/“.*?”/gs, '');

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
    ['claims: “治愈”: promise of a cure (ad16)', '禁用宣称：“治愈”：承诺治愈（广告法第十六条）'],
    ['unavailable: the endpoint answered 500, 2 times', '模型服务返回 500，共 2 次'],
    ['unavailable: the endpoint answered 500, and the daily budget of 5 requests is used up', '模型服务返回 500；今日 5 次的额度已用完'],
    ['unavailable: the endpoint failed several times and is left alone for a while', '模型多次失败，暂停询问'],
    ['refused: the model refused', '模型拒绝回答'],
    ['something that nobody has put into words', 'something that nobody has put into words'],
  ])('%s', (said, expected) => {
    expect(reasonOfCheck(said, 'zh-CN', CHECK_NAMES)).toBe(expected);
    expect(reasonOfCheck(said, 'en', CHECK_NAMES)).toBe(said);
  });
});
