import { expect, test } from 'vitest';
import type { Offer } from '../generator.ts';
import { findingsFor, guardCases, sampleFact } from '../guard-cases.ts';
import { numbers } from './numbers.ts';

const zhMean = sampleFact('glucose.mean-7d', '最近7天（3月1日至3月8日）血糖平均9.3 mmol/L，共18次。', '9.3 mmol/L');
const zhLast = sampleFact('bp.last', '最近一次血压：3月8日07:30，146/88 mmHg。', '146/88 mmHg');
const enMean = sampleFact('glucose.mean-7d', 'In the last 7 days (1 March to 8 March) the mean of 18 readings is 167 mg/dL.', '167 mg/dL');
const enSlot = sampleFact('slot.above', 'In the last 14 days, 4 of 9 readings after dinner were above 180 mg/dL.', '4');
const offer = (text: string): Offer => ({ id: 'walk', topic: 'exercise', part: 'step', text, facts: [], fit: 0 });

guardCases('numbers', numbers, {
  'zh-CN': {
    fails: [
      '您的血糖平均8.5 mmol/L。',
      { text: '您的血糖平均9.4 mmol/L。', known: [zhMean] },
      { text: '您的血糖平均9.3 mg/dL。', known: [zhMean] },
      { text: '您的血糖平均９.４ mmol/L。', known: [zhMean] },
      { text: '每天走十五分钟。', known: [zhMean] },
      { text: '最近三十天测了18次。', known: [zhMean] },
      { text: '血压降了百分之二十。', known: [zhLast] },
      { text: '血压是164/88 mmHg。', known: [zhLast] },
      { text: '每天喝两杯牛奶。', known: [zhMean] },
      { text: '主食减少三分之一。', known: [zhMean] },
      { text: '早上7:45再测一次。', known: [zhLast] },
      { text: '血糖平均9.3 mmol/L。', known: [zhMean], facts: [] },
      { text: '饭后走20分钟。', source: 'walk', brief: { offers: [offer('饭后走10分钟。')] } },
      { text: '饭后走10步。', source: 'walk', brief: { offers: [offer('饭后走10分钟。')] } },
      '血糖平均٣。',
      '一个月瘦了三五斤。',
    ],
    passes: [
      '三餐按时吃，十分重要，一定要坚持。',
      { text: '最近7天您的血糖平均为9.3 mmol/L。', known: [zhMean] },
      { text: '最近七天您测了18次血糖，平均９.３ mmol/L。', known: [zhMean] },
      { text: '3月8日早上您的血压是146/88 mmHg。', known: [zhLast] },
      { text: '饭后走10分钟。', source: 'walk', brief: { offers: [offer('饭后走10分钟。')] } },
      { text: '饭后走十分钟。', source: 'walk', brief: { offers: [offer('饭后走10分钟。')] } },
      '第一步先从少喝饮料开始，一天比一天好。',
      '2型糖尿病患者更要规律进餐，每一餐都重要。',
      '太极拳、八段锦这类活动慢慢做，吃到七八分饱就好。',
    ],
  },
  en: {
    fails: [
      'Your mean is 150 mg/dL.',
      { text: 'Your mean is 176 mg/dL.', known: [enMean] },
      { text: 'Your mean is 167 mmol/L.', known: [enMean] },
      { text: 'Walk for twenty minutes.', known: [enMean] },
      { text: 'Cut your portions by a third.', known: [enSlot] },
      { text: 'Drink two glasses of water.', known: [enMean] },
      { text: 'In 5 of 9 readings it was high.', known: [enSlot] },
      { text: 'Your mean was 167 mg/dL.', known: [enMean], facts: [] },
      { text: 'Walk for 20 minutes.', source: 'walk', brief: { offers: [offer('Walk for 10 minutes after meals.')] } },
      'Measure twice a day.',
      'Eat half a plate of vegetables.',
      'Eat ½ a plate of vegetables.',
    ],
    passes: [
      'Have a walk after each meal, one day at a time.',
      { text: 'In the last 7 days your mean was 167 mg/dL.', known: [enMean] },
      { text: 'In the last seven days your mean was 167 mg/dL.', known: [enMean] },
      { text: 'After dinner 4 of 9 readings were above 180 mg/dL.', known: [enSlot] },
      { text: 'After dinner four of your nine readings were high.', known: [enSlot] },
      { text: 'Walk for ten minutes after dinner.', source: 'walk', brief: { offers: [offer('Walk for 10 minutes after meals.')] } },
      'People with type 2 diabetes do well with regular meals; HbA1c and vitamin B12 are for your doctor.',
      'Make one change at once, not all together.',
    ],
  },
});

test('a number must be one of a fact that this sentence names, not of some other fact', () => {
  const other = sampleFact('slot.mean', '晚餐后平均11.2 mmol/L。');
  const given = { text: '晚餐后平均11.2 mmol/L。', known: [zhMean, other] };
  expect(findingsFor(numbers, 'zh-CN', { ...given, facts: ['glucose.mean-7d'] })).toHaveLength(1);
  expect(findingsFor(numbers, 'zh-CN', { ...given, facts: ['slot.mean'] })).toEqual([]);
});
