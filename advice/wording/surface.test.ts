import { expect, test } from 'vitest';
import { claims } from '../guard/claims.ts';
import { dose } from '../guard/dose.ts';
import { identity } from '../guard/identity.ts';
import { verdictsOf } from '../guard/registry.ts';
import { findingsFor, sampleBrief } from '../guard-cases.ts';
import { plain, surfaceOf } from './surface.ts';

test.each([
  ['full width', 'Ｓｔｏｐ　ｙｏｕｒ　ｉｎｓｕｌｉｎ'],
  ['zero width', 'St\u200bop yo\u200dur insu\ufefflin'],
  ['a soft hyphen', 'st\u00adop your insu\u00adlin'],
  ['Cyrillic', 'Stор уоur іnsulіn'],
  ['Greek', 'Stορ yουr ιnsυlιn'],
  ['accents', 'Stóp yôur ínsulín'],
  ['combining marks', 's\u0336t\u0336o\u0336p\u0336 your insulin'],
  ['mathematical letters', '𝗦𝘁𝗼𝗽 𝘆𝗼𝘂𝗿 𝗶𝗻𝘀𝘂𝗹𝗶𝗻'],
  ['letters in circles', 'ⓢⓣⓞⓟ ⓨⓞⓤⓡ ⓘⓝⓢⓤⓛⓘⓝ'],
  ['small capitals', 'ꜱᴛᴏᴘ your insulin'.replace('ꜱ', 's')],
])('%s: hides no change of a medicine', (_, text) => {
  expect(plain(text)).toMatch(/stop.your.insulin/);
  expect(findingsFor(dose, 'en', text)).not.toEqual([]);
});

test.each(['胰島素減量', '胰\u200b岛素减\u200b量', '胰·岛·素·减·量', '胰 岛 素 减 量', '二甲雙胍可以停咗佢'])(
  '%s: hides no change either',
  (text) => {
    expect(findingsFor(dose, 'zh-CN', text)).not.toEqual([]);
  },
);

test('a claim in traditional script is found, and a name behind look-alikes as well', () => {
  expect(findingsFor(claims, 'zh-CN', '這個方法能根治糖尿病。')).not.toEqual([]);
  expect(findingsFor(identity, 'en', { text: 'This is about dеmо-раtіеnt.', brief: { hidden: ['demo-patient'] } })).not.toEqual([]);
});

test('what is Russian or Greek stays what it is, and a microgram no milligram', () => {
  expect(plain('инсулин')).toBe('инсулин');
  expect(plain('ινσουλίνη')).toBe('ινσουλινη');
  expect(plain('50 μg')).toBe('50 μg');
});

test('clauses and sentences end where they did', () => {
  const zh = surfaceOf('不要停药，先问医生。明天再测。', 'zh-CN');
  expect(zh.text).toBe('不要停药先问医生明天再测');
  expect([zh.before(2), zh.clause(2), zh.clause(5), zh.beforeInSentence(5), zh.before(8), zh.sentence(8)]).toEqual([
    '不要',
    '不要停药',
    '先问医生',
    '不要停药先',
    '',
    '明天再测',
  ]);
  const en = surfaceOf('Do not stop it, ask first. It is 3.9 now.', 'en');
  expect([en.before(7), en.clause(7), en.beforeInSentence(16), en.clause(35), en.sentence(2)]).toEqual([
    'do not ',
    'do not stop it,',
    'do not stop it, ',
    ' it is 3.9 now.',
    'do not stop it, ask first.',
  ]);
});

test.each([
  ['en', 'Have a walk after dinner and eat a little less rice, then measure again tomorrow evening. '],
  ['zh-CN', '晚饭后走一走，米饭少盛半碗，明天晚上再测一次血糖。'],
  ['en', 'skip it '],
  ['zh-CN', '一'],
  ['en', '1'],
  ['zh-CN', '不要'],
] as const)('%s: ten thousand characters of “%s” cost every check little more than twice what five thousand cost', (language, of) => {
  const cost = (length: number): number => {
    const draft = { sentences: [{ text: of.repeat(Math.ceil(length / of.length)).slice(0, length), topic: 'diet' as const, facts: [] }] };
    verdictsOf(draft, [], sampleBrief(language));
    const since = process.cpuUsage();
    verdictsOf(draft, [], sampleBrief(language));
    const { user, system } = process.cpuUsage(since);
    return (user + system) / 1000;
  };
  // Quadratic work would be four times as much; thirty milliseconds are the noise of a busy machine.
  expect(Math.min(cost(10_000), cost(10_000))).toBeLessThan(3 * Math.max(cost(5_000), cost(5_000)) + 60);
});
