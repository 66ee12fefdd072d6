import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { home } from '../house/packs.ts';
import { wordsFindings } from './clinic-words.ts';

const folder = (language: string) => join(home, 'notifier/templates', language);

describe.each(['en', 'zh-CN'] as const)('words in %s', (language) => {
  test.each(readdirSync(folder(language)))('%s as it is shipped would pass, had a clinic written it', (file) => {
    const found = wordsFindings(readFileSync(join(folder(language), file), 'utf8'), language, '');
    // The one number that is shipped is the emergency number, which a clinic may say because the shipped words do.
    expect(found.filter(({ why }) => !why.startsWith('numbers: the number “120”'))).toEqual([]);
  });
});

test.each([
  ['en', 'New words\nThis cures your diabetes for ever.', 'claims'],
  ['zh-CN', '新的话\n坚持使用，彻底根治糖尿病。', 'claims'],
  ['en', 'New words\nYou may skip your insulin tonight.', 'dose'],
  ['zh-CN', '新的话\n今晚可以停药。', 'dose'],
  ['en', 'New words\nDear Robin, please look at this.', 'identity'],
  ['en', 'New words\nCall 0571 8888 6666 and ask.', 'identity'],
  ['zh-CN', '新的话\n请致电 13800000000。', 'identity'],
  ['en', 'New words\nThere is nothing to worry about.', 'reassurance'],
  ['zh-CN', '新的话\n不用担心，没事。', 'reassurance'],
  ['en', 'New words\nKeep it under 6.1 please.', 'numbers'],
  ['zh-CN', '新的话\n请控制在六点一以下。', 'numbers'],
  ['en', 'New words\nDetails: http://evil.example/pay', 'link'],
  ['en', 'New words\nDetails: www.evil.example', 'link'],
  ['en', 'New words\nPay at pay.evil.com today.', 'link'],
  ['en', 'New words\nDetails: ｈｔｔｐ://evil.example', 'link'],
  ['en', 'New words\nGo to 203.0.113.7 and look.', 'link'],
  ['zh-CN', '新的话\n详情见 https://evil.example/pay', 'link'],
  ['zh-CN', '新的话\n请打开 evil.cn/pay 缴费。', 'link'],
  ['en', 'New words\nPlease <a href={link}>look</a> at this.', 'markup'],
  ['zh-CN', '新的话\n请<b>尽快</b>查看。', 'markup'],
  ['en', 'New words\nPlease [look]({link}) at this.', 'markup'],
  ['en', 'New words\n请看一下这次测量。', 'language'],
  ['zh-CN', 'New words\nPlease look at this measurement.', 'language'],
] as const)('%s: “%s” is turned down by %s', (language, words, check) => {
  const found = wordsFindings(words, language, '');
  expect(found.map(({ why }) => why.split(':')[0])).toContain(check);
});

test.each([
  ['en', 'New words\nPlease look at this: {link}'],
  ['en', 'New words\nPlease look at this (e.g. today), and if the value is < the limit, ask us.'],
  ['zh-CN', '新的话\n请查看：{link}'],
] as const)('%s: “%s” holds no address and no markup of its own', (language, words) => {
  expect(wordsFindings(words, language, '').filter(({ why }) => /^(?:link|markup)/.test(why))).toEqual([]);
});

test('what the shipped words say may be said, numbers and all', () => {
  const shipped = 'S\nCall the emergency number (120 in China) at once.\nMeasure again in 15 minutes.';
  expect(wordsFindings('T\nPlease look at this: {title}.\nMeasure again in 15 minutes, please.', 'en', shipped)).toEqual([]);
  expect(wordsFindings('T\nPlease look at this: {title}.\nMeasure again in 20 minutes, please.', 'en', shipped)).toMatchObject([
    { line: 2, why: expect.stringContaining('“20”') },
  ]);
});
