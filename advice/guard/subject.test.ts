import { guardCases } from '../guard-cases.ts';
import { subject } from './subject.ts';

guardCases('subject', subject, {
  'zh-CN': {
    fails: [
      '就这样慢慢减下来。',
      '一个月之后您会感谢我们的。',
      '人人都说灵。',
      '名额不多，先到先得。',
      '这件事您知道就行。',
      '不必放在心上。',
      '您已经进入下一个阶段。',
      '有了它，什么都不用怕。',
    ],
    passes: [
      '晚饭少盛半碗。',
      '下楼走一走。',
      '明天再测一次。',
      '有疑问请联系医生。',
      '您做得很好，继续保持。',
      '少放一撮盐。',
      '早点睡。',
      '袖带绑在光着的胳膊上。',
    ],
  },
  en: {
    fails: [
      'Bring it down bit by bit.',
      'In a month you will not know yourself.',
      'Everybody says that it works.',
      'Places are few, so be quick.',
      'This stays between us.',
      'There is nothing to fear.',
      'You have reached another stage.',
      'With this nothing can go wrong.',
    ],
    passes: [
      'Take a smaller helping at dinner.',
      'Go round the block after supper.',
      'Measure again tomorrow.',
      'Call your doctor with any question.',
      'Well done, keep it up.',
      'A pinch less salt will do.',
      'Go to bed a little earlier.',
      'The cuff belongs on the bare arm.',
    ],
  },
});
