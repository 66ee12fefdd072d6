import { expect, test } from 'vitest';
import { findingsFor, guardCases } from '../guard-cases.ts';
import { reading } from './reading.ts';

guardCases('reading', reading, {
  'zh-CN': {
    fails: [
      '改善胰岛素抵抗需要长期坚持。',
      '减少氧化应激和炎症因子。',
      '规律饮食可以减小血糖变异。',
      '请提高您的依从性。',
      '注意防止电解质紊乱。',
      '交感神经兴奋会让心跳变快。',
      '晚餐后走路有利于改善内皮功能。',
      '早期控制对预后有好处。',
      '为了让您的身体在接下来的一段时间里能够逐步适应新的饮食结构和新的生活节奏请您每天都尽量安排好三餐。',
    ],
    passes: [
      '晚餐先吃蔬菜，再吃肉和主食。',
      '饭后慢走一会儿，走到微微出汗就好。',
      '坐满半小时就站起来走动几分钟。',
      '炒菜时少放盐，也少放酱油。',
      '测血压前先安静坐一会儿。',
      '把测得的数值记下来，复诊时带给医生看。',
      '主食换一半成杂粮，量不要增加。',
      '口渴时喝白开水，不喝甜饮料。',
    ],
  },
  en: {
    fails: [
      'Your postprandial values rise in the evening.',
      'Improve your glycemic control with fibre.',
      'This helps to mitigate peaks after meals.',
      'Better adherence keeps values steady.',
      'Isometric exercise is good in the morning.',
      'Drink water to keep homeostasis.',
      'Vegetables lower oxidative stress.',
      'Choose macronutrients with care.',
      'Considerable nutritional modification, incorporating predominantly unprocessed vegetables alongside appropriately proportioned carbohydrates, facilitates considerably improved evening measurements.',
    ],
    passes: [
      'Eat the vegetables first, then the meat, and the rice last.',
      'Have a slow walk after dinner.',
      'Stand up and move for a few minutes when you have sat for long.',
      'Put less salt and less soy sauce in the pan.',
      'Sit quietly before you measure.',
      'Write the value down and show it to your doctor.',
      'Change half of your rice for whole grains.',
      'Drink water when you are thirsty, not sweet drinks.',
    ],
  },
});

test('the full stop of a number ends no sentence, and its letters are no words', () => {
  expect(
    findingsFor(reading, 'en', 'Your glucose was 12.3 mmol/L, and it was above 10.0 mmol/L after dinner on 3 of 4 days this week.'),
  ).toEqual([]);
});
