import type { Offer } from '../generator.ts';
import { guardCases } from '../guard-cases.ts';
import { fixed } from './fixed.ts';

const offers = (text: string): readonly Offer[] => [{ id: 'help', topic: 'measuring', part: 'warning', text, facts: [], fit: 0 }];
const zh = '如果胸痛，立即拨打急救电话。';
const en = 'With chest pain, call the emergency number at once.';
const urgent = { 'zh-CN': { urgent: true, offers: offers(zh) }, en: { urgent: true, offers: offers(en) } };

guardCases('fixed', fixed, {
  'zh-CN': {
    fails: [
      { text: zh, brief: urgent['zh-CN'] },
      { text: '如果胸痛，请拨打急救电话。', source: 'help', brief: urgent['zh-CN'] },
      { text: `${zh}不过多半没事。`, source: 'help', brief: urgent['zh-CN'] },
      { text: '先喝口水缓缓。', source: 'help', brief: urgent['zh-CN'] },
      { text: '年纪大了都这样。', brief: urgent['zh-CN'] },
      { text: zh, source: 'other', brief: urgent['zh-CN'] },
      { text: '', source: 'help', brief: urgent['zh-CN'] },
      { text: '立即拨打急救电话。', source: 'help', brief: urgent['zh-CN'] },
    ],
    passes: [
      { text: zh, source: 'help', brief: urgent['zh-CN'] },
      ...['晚餐先吃蔬菜。', '饭后慢走。', '少放盐。', '明天再测。', '问问医生。', '先喝口水。', '早点睡。'],
    ],
  },
  en: {
    fails: [
      { text: en, brief: urgent.en },
      { text: 'With chest pain, you may call for help.', source: 'help', brief: urgent.en },
      { text: `${en} But it is most likely nothing.`, source: 'help', brief: urgent.en },
      { text: 'Have some water and rest.', source: 'help', brief: urgent.en },
      { text: 'At your age this is natural.', brief: urgent.en },
      { text: en, source: 'other', brief: urgent.en },
      { text: '', source: 'help', brief: urgent.en },
      { text: 'Call the emergency number at once.', source: 'help', brief: urgent.en },
    ],
    passes: [
      { text: en, source: 'help', brief: urgent.en },
      ...[
        'Vegetables first.',
        'Walk a little.',
        'Less salt.',
        'Measure again tomorrow.',
        'Ask your doctor.',
        'Have some water.',
        'Go to bed early.',
      ],
    ],
  },
});
