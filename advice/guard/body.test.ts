import { guardCases, sampleFact } from '../guard-cases.ts';
import { body } from './body.ts';

const kidney = {
  'zh-CN': [sampleFact('condition.chronic-kidney-disease', '已知病史：肾脏疾病。')],
  en: [sampleFact('condition.chronic-kidney-disease', 'Known: kidney disease.')],
};

guardCases('body', body, {
  'zh-CN': {
    fails: [
      '您的肾已经开始漏蛋白了。',
      '您心脏不太好。',
      '头晕是脑供血不足。',
      '吃它等于给胰岛做保养。',
      '血管里的垃圾要清一清。',
      '手脚发麻是血糖高闹的。',
      '您的肝代谢慢。',
      '眼睛模糊说明眼底有问题。',
      { text: '您心脏需要照顾。', known: kidney['zh-CN'] },
    ],
    passes: [
      '起身慢些，免得头晕。',
      '如果胸闷或心慌，停下来休息。',
      '袖带与心脏同高。',
      '头晕的时候不要运动。',
      '突然头痛得厉害，马上打急救电话。',
      '以走路不喘、不胸闷为度。',
      '有黑影飘过要马上看眼科。',
      '晚餐先吃蔬菜。',
      '记下当时有没有头晕。',
      { text: '您的肾脏需要照顾，蛋白质吃多少由医生定。', known: kidney['zh-CN'] },
    ],
  },
  en: {
    fails: [
      'Your kidneys are leaking protein.',
      'Your heart is not in good shape.',
      'The dizziness comes from poor blood flow to the brain.',
      'Think of it as a tune-up for your pancreas.',
      'This cleans your arteries.',
      'Numb feet come from high sugar.',
      'Your liver works slowly.',
      'Blurred sight shows that the eye is bleeding.',
      { text: 'Your heart needs care.', known: kidney.en },
    ],
    passes: [
      'Getting up slowly prevents a dizzy spell.',
      'Stop and rest if your heart races.',
      'Put the cuff at the height of your heart.',
      'Do not exercise while you feel dizzy.',
      'With chest pain, call the emergency number at once.',
      'Walk at a pace without breathlessness.',
      'Keep to the activity that your heart doctor has set.',
      'Vegetables first, rice last.',
      'Note whether you felt dizzy.',
      { text: 'Because of your kidneys, keep to what your dietitian has told you.', known: kidney.en },
    ],
  },
});
