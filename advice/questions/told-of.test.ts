import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { home, readMedications } from '../../house/packs.ts';
import { readDangers } from './emergencies.ts';
import { scoreUrgency, soonOf, unmended } from './evaluation/urgency.ts';
import { readFaqs } from './faq.ts';
import { readLexicon } from './understand.ts';

const understander = { dangers: readDangers(home), lexicon: readLexicon(home), faqs: readFaqs(home), graph: readMedications([]) };

test.each([
  'can statins cause chest pain in older people',
  'what does a stroke feel like',
  'is it true that you can pass out from beta blockers',
  'suppose I collapse in the street, does the app call anybody',
  'in case of a seizure, where should the card with my medicines be',
  'in the series last night somebody had a stroke, scary stuff',
  'our first aid class about heart attacks was well done',
  'my uncle had a heart attack at 60 and still plays tennis',
  'my cousin had seizures as a baby, is that in the family',
  'when I was nineteen I had a fit after a party',
  'back in 2009 I had a stroke, I walk every day',
  'laughed so hard at the joke that I could not breathe',
  'the parking fees are killing me',
  '他汀会引起胸痛吗',
  '中风是什么感觉',
  '听说吃这个药会昏倒，是真的吗',
  '万一在街上晕倒，软件会通知谁',
  '昨晚连续剧里有人中风了，看得我直害怕',
  '社区急救课讲心梗，讲得真好',
  '我叔叔六十岁心梗过，现在还能打球',
  '表弟小时候抽风，这会遗传吗',
  '读大学时抽搐过一次',
  '2009年中风过，现在每天走路',
  '段子笑得我喘不过气',
  '股票跌得我心肌梗塞',
])('tells of no danger here and now: %s', (text) => {
  expect(soonOf(text, understander)).not.toBe('emergency');
});

test.each([
  'my father died of a heart attack at 50 and now I have chest pain',
  'I was watching a film when my arm went numb and my speech went funny, half an hour ago',
  'what should I do, my chest hurts and I am sweating',
  'can this be a stroke, her face is drooping on one side',
  'suppose this is a heart attack? my chest is crushing right now',
  'my brother had a seizure just now, he is on the floor',
  'my husband collapsed, he had a heart attack in 2015',
  'when I was young I had fits, and I had one again this morning',
  'same chest pain as back in 2012, it goes into my arm',
  'if I die who looks after my cat, I have the pills lined up',
  'they laughed at me but I cannot breathe',
  'is it normal that I cannot feel my left arm',
  '我爸五十岁心梗走的，我现在胸口疼得厉害',
  '看电视的时候我突然半边身子麻了，说话不清楚',
  '胸口疼出冷汗怎么办',
  '这是不是中风，她嘴歪了',
  '万一是心梗怎么办，我胸口压得喘不上气',
  '我弟刚才抽搐了，躺在地上',
  '老伴晕倒了，他2015年得过心梗',
  '小时候抽搐过，今天早上又抽搐了',
  '跟2012年那次一样胸痛，往胳膊上窜',
  '要是我死了猫谁管，药都数好了',
  '疼得我喘不过气',
  '左胳膊没知觉正常吗，突然的',
])('may look like it and is an emergency: %s', (text) => {
  expect(soonOf(text, understander)).toBe('emergency');
});

test('the figures of the docs are those that are measured', () => {
  const docs = readFileSync(join(home, 'docs/questions.md'), 'utf8');
  const of = (set: 'fresh' | 'later', language: 'zh-CN' | 'en') => {
    const { emergencies, harmless } = unmended(set, language);
    return { is: scoreUrgency(emergencies, understander).counts, not: scoreUrgency(harmless, understander).counts };
  };
  const row = (language: 'zh-CN' | 'en') => of('fresh', language);
  const cell = ({ emergency, worrying }: ReturnType<typeof row>['is']) => `${emergency}; ${worrying} of 40`;
  expect(docs).toContain(`| … since | ${cell(row('zh-CN').is)} | ${cell(row('en').is)} |`);
  expect(docs).toContain(`| … since | ${cell(row('zh-CN').not)} | ${cell(row('en').not)} |`);
  // Those of the last set are of first sight; they only may have become better.
  for (const [language, seen, alarms] of [
    ['zh-CN', 12, 4],
    ['en', 10, 5],
  ] as const) {
    const { is, not } = of('later', language);
    expect(is.emergency).toBeGreaterThanOrEqual(seen);
    expect(not.emergency).toBeLessThanOrEqual(alarms);
  }
});
