import { guardCases } from '../guard-cases.ts';
import { identity } from './identity.ts';

const brief = { hidden: ['demo-lin', 'meter-47'] };

guardCases('identity', identity, {
  'zh-CN': {
    fails: [
      '李建国，您好，今天的血糖偏高。',
      '张先生，您好，请少吃盐。',
      '亲爱的小明，饭后散步。',
      '尊敬的林示例，请复测血糖。',
      '有事请拨13800138000。',
      '请拨一三八零零一三八零零零。',
      '身份证号110101199003074519。',
      '联系lin@example.com。',
      '电话：021-62345678。',
      { text: 'demo-lin的血糖偏高。', brief },
      { text: 'DEMO\u200b-LIN的血糖偏高。', brief },
      '李阿姨，晚饭少吃点。',
      '请拨１３８００１３８０００。',
    ],
    passes: [
      '您好，今天的血糖偏高。',
      '您最近7天的血糖平均为9.3 mmol/L。',
      '3月8日07:30您的血压是146/88 mmHg。',
      '不舒服时立即拨打急救电话120。',
      '请把读数告诉医生。',
      '晚餐后散步10分钟。',
      '亲爱的家人也可以一起少吃盐。',
      '高先进的仪器不如坚持测量。',
      { text: '血糖仪的电池要看一看。', brief },
      '最近14天测了28次，其中12次偏高。',
    ],
  },
  en: {
    fails: [
      'Good morning, Harold, how was your dinner?',
      'Hi Susan, your reading is in.',
      'Dear John, please measure again.',
      'Mr. Smith should eat less salt.',
      'Call +44 20 7946 0958 for help.',
      'Write to nurse@example.org.',
      'Hello Avery, have a walk today.',
      { text: 'The readings of demo-lin are high.', brief },
      { text: 'Your device METER-47 is fine.', brief },
      'Your record number is 12345678.',
      'Dr Jones says that you should rest.',
      'Call (555) 123-4567 now.',
    ],
    passes: [
      'Good morning, your reading is in.',
      'Hello again.',
      'In the last 7 days your mean was 167 mg/dL.',
      'On 8 March, 07:30 your blood pressure was 146/88 mmHg.',
      'Call the emergency number at once.',
      'Tell your doctor about this reading.',
      'Say hello to a walk after dinner.',
      'Measure between 07:00 and 08:00.',
      'Have fruit between meals.',
      { text: 'Check the battery of your meter.', brief },
      'In 14 days there were 28 readings.',
    ],
  },
});
