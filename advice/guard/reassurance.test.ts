import { expect, test } from 'vitest';
import { findingsFor, guardCases } from '../guard-cases.ts';
import { reassurance } from './reassurance.ts';

const urgent = { urgent: true };
const all = (texts: readonly string[]) => texts.map((text) => ({ text, brief: urgent }));

guardCases('reassurance', reassurance, {
  'zh-CN': {
    fails: all([
      '这种小事就别麻烦大夫了。',
      '医生那么忙。',
      '下个月的复诊可以不去。',
      '手发麻不过是累的。',
      '不用担心，休息一下就好。',
      '血压高一点没问题。',
      '这是正常现象。',
      '没事的，过一会儿再测。',
      '您放心，这不严重。',
      '观察几天再说。',
      '不必去医院，自然会好。',
      '別擔心，睡一觉就降下来了。',
      '完 全 正 常。',
    ]),
    passes: all([
      '不要取消复诊。',
      '觉得胸口疼就打急救电话。',
      '复查要按时去。',
      '头晕时先坐下。',
      '请立即拨打急救电话。',
      '安静坐5分钟再测一次，仍高就马上联系医生。',
      '感觉良好不代表没有问题，请复测。',
      '不要以为没事，请尽快就医。',
      '现在不要运动，先休息。',
      '把每次的读数和时间记下来。',
      '请让身边的人陪着您。',
      '不能说没有危险。',
    ]),
  },
  en: {
    fails: all([
      'Do not bother the nurse with this.',
      'Your doctor is far too busy for that.',
      'You may skip the next check-up.',
      'The tingling is only tiredness.',
      "Don't worry, this happens.",
      'There is nothing to worry about.',
      'You are fine.',
      'This is normal after a meal.',
      'It can wait until your next visit.',
      'There is no need to call your doctor.',
      'Wait and see for a few days.',
      'It will pass by itself.',
      'Rest assured.',
    ]),
    passes: all([
      'Do not skip your check-up.',
      'If it bothers you, call your doctor.',
      'If your chest hurts, call the emergency number.',
      'Never put off your eye check.',
      'Call the emergency number at once.',
      'Sit quietly for 5 minutes and measure again.',
      'Feeling well does not mean you are fine.',
      'Get in touch with your doctor the same day.',
      'Do not exercise now.',
      'Have somebody stay with you.',
      'Write down each reading with its time.',
      'If it stays high, see a doctor at once.',
    ]),
  },
});

test('what is no emergency may be comforted', () => {
  expect(findingsFor(reassurance, 'zh-CN', '偶尔一次偏高不用担心，继续记录。')).toEqual([]);
  expect(findingsFor(reassurance, 'en', "Don't worry about a single reading.")).toEqual([]);
});

test.each([
  ['en', 'You need not see anybody about it.'],
  ['en', "You don't have to tell your doctor."],
  ['en', 'There is no need to call the clinic.'],
  ['zh-CN', '不用找任何人看。'],
  ['zh-CN', '这点事不必去看医生。'],
] as const)('%s: that nobody need be asked is said to no one, urgent or not: %s', (language, text) => {
  expect(findingsFor(reassurance, language, { text })).not.toEqual([]);
});

test.each([
  ['en', 'You need not give up fruit.'],
  ['en', 'You do not need to see every value as a test.'],
  ['en', 'Tell your doctor at the next visit.'],
  ['zh-CN', '不用每天测，按约定来就好。'],
  ['zh-CN', '不必饿着自己。'],
  ['zh-CN', '看医生时带上记录。'],
] as const)('%s: what is not about help may be let off: %s', (language, text) => {
  expect(findingsFor(reassurance, language, { text })).toEqual([]);
});
