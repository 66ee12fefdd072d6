import type { MustAvoid } from '../generator.ts';
import { guardCases } from '../guard-cases.ts';
import { avoid } from './avoid.ts';

const must = (how: MustAvoid['how'], ...words: string[]) => ({ mustAvoid: [{ id: 'x', text: 'why', how, words }] });
const salt = must('never', '低钠盐', '钾盐');
const alcohol = must('little', '喝酒', '饮酒', '白酒');
const run = must('never', '跑步', '快走');
const nuts = must('never', '坚果', '花生');
const saltEn = must('never', 'salt substitute', 'potassium salt');
const alcoholEn = must('little', 'alcohol', 'wine');
const runEn = must('never', '=run', 'running', 'jog');
const nutsEn = must('never', '=nut', '=nuts', 'peanut');

guardCases('avoid', avoid, {
  'zh-CN': {
    fails: [
      { text: '炒菜时把普通盐换成低钠盐。', brief: salt },
      { text: '可以买一点低 钠 盐来用。', brief: salt },
      { text: '少用低钠盐。', brief: salt },
      { text: '晚上喝酒可以助眠。', brief: alcohol },
      { text: '每天跑步半小时。', brief: run },
      { text: '饭后快走一会儿。', brief: run },
      { text: '加餐可以吃坚果。', brief: nuts },
      { text: '花生每天吃一小把。', brief: nuts },
      { text: '不吃药也可以喝酒。', brief: alcohol },
      { text: '不要担心跑步伤膝盖。', brief: run },
      { text: '低鈉鹽更健康。', brief: salt },
      { text: '换成药店里少钠的盐。', brief: salt },
      { text: '饭前抿一口黄酒。', brief: alcohol },
      { text: '来一把榛子。', brief: nuts },
    ],
    passes: [
      { text: '少钠的盐不适合您。', brief: salt },
      { text: '坚果换成黄瓜条。', brief: nuts },
      { text: '不要自己买低钠盐来用。', brief: salt },
      { text: '低钠盐不适合您，请用普通盐并少放。', brief: salt },
      { text: '炒菜少放盐。', brief: salt },
      { text: '最近先不要喝酒。', brief: alcohol },
      { text: '尽量少喝酒。', brief: must('little', '酒') },
      { text: '限制饮酒。', brief: alcohol },
      { text: '不要跑步，坐着活动上肢。', brief: run },
      { text: '避免跑步和快走。', brief: run },
      { text: '忌吃坚果。', brief: nuts },
      { text: '加餐可以吃一小盒无糖酸奶。', brief: nuts },
    ],
  },
  en: {
    fails: [
      { text: 'Buy the reduced-sodium kind.', brief: saltEn },
      { text: 'A glass of sherry is fine.', brief: alcoholEn },
      { text: 'A spoon of hazelnuts is a good snack.', brief: nutsEn },
      { text: 'Use a salt substitute when you cook.', brief: saltEn },
      { text: 'Use less of the salt substitute.', brief: saltEn },
      { text: 'A glass of wine with dinner is good.', brief: alcoholEn },
      { text: 'Go for a run after dinner.', brief: runEn },
      { text: 'Try jogging in the park.', brief: runEn },
      { text: 'Have a handful of nuts as a snack.', brief: nutsEn },
      { text: 'Peanut butter on toast is filling.', brief: nutsEn },
      { text: 'Do not worry about running.', brief: runEn },
      { text: 'Have nothing sweet, but nuts are fine.', brief: nutsEn },
    ],
    passes: [
      { text: 'The low-sodium kind is not for you.', brief: saltEn },
      { text: 'Nuts hide in many sauces.', brief: nutsEn },
      { text: 'Do not buy a salt substitute on your own.', brief: saltEn },
      { text: 'Salt substitutes are not for you.', brief: saltEn },
      { text: 'Have no alcohol in the evening.', brief: alcoholEn },
      { text: 'If you drink, drink less wine.', brief: alcoholEn },
      { text: 'Do not run; move on a chair.', brief: runEn },
      { text: 'Avoid running and jumping.', brief: runEn },
      { text: 'Prunes are sweet.', brief: runEn },
      { text: 'Choose fruit instead of nuts.', brief: nutsEn },
      { text: 'Good nutrition matters.', brief: nutsEn },
    ],
  },
});
