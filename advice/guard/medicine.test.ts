import { guardCases } from '../guard-cases.ts';
import { medicine } from './medicine.ts';

guardCases('medicine', medicine, {
  'zh-CN': {
    fails: [
      '这周可以少用一点降糖药。',
      '别再打胰岛素了。',
      '您自己把剂量往上提一提。',
      '血压正常了，药就可以不用吃了。',
      '再加一种降压药效果更好。',
      '二甲双胍是很好的药。',
      '您用的药可以少一点。',
      '听说格华止能减肥。',
      '降压药晚上吃更好。',
      '来一针胰岛素就好。',
    ],
    passes: [
      '不要自行停药、减量或加药。',
      '请按医嘱用药。',
      '您用的药可能引起低血糖，活动前先测血糖。',
      '您在用胰岛素，三餐要规律。',
      '早上在吃药和吃早饭之前测血压。',
      '用药要不要改由医生决定。',
      '就诊时带上正在用的药。',
      '西柚会影响您在用的药，请不要吃。',
      '饭后慢走一会儿。',
      '血糖低时吃几片葡萄糖片。',
      '有疑问请问医生，不要自己改药。',
    ],
  },
  en: {
    fails: [
      'You may use a little less insulin this week.',
      'Turn your dose up a notch.',
      'The tablets are no longer needed.',
      'Adding a second blood pressure pill works better.',
      'Metformin is a good medicine.',
      'Go easy on the medication.',
      'Your injections can wait.',
      'Gliclazide works best in the morning.',
      'Some insulin will fix it.',
    ],
    passes: [
      'Do not stop or change your medicine by yourself.',
      'Take your medicines as prescribed.',
      'A medicine of yours can make glucose too low, so measure before you are active.',
      'Because you take insulin, keep meals regular.',
      'Measure before medicines and breakfast.',
      'Ask your doctor about your medicines.',
      'Bring your medicines to the clinic.',
      'Grapefruit affects a medicine of yours, so leave it out.',
      'Walk a little after dinner.',
      'Carry glucose tablets with you.',
    ],
  },
});
