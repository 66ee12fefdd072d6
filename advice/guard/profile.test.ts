import { join } from 'node:path';
import type { Language } from '../../domain/source.ts';
import { type Case, guardCases, sampleFact } from '../guard-cases.ts';
import { readKnowledge } from '../knowledge.ts';
import { profile } from './profile.ts';

const knowledge = readKnowledge(join(import.meta.dirname, '../..'));
/** A person with one or several of what a profile rules out, as the knowledge base says it. */
const as =
  (language: Language, ...ids: string[]) =>
  (text: string): Case => ({
    text,
    brief: {
      mustAvoid: knowledge.flatMap((row) =>
        row.is === 'avoidance' && ids.includes(row.id.replace('profile.', ''))
          ? [{ id: row.id, text: row.text[language], how: row.how, words: row.words[language], except: row.except?.[language] ?? [] }]
          : [],
      ),
    },
  });
const zh = (...ids: string[]) => as('zh-CN', ...ids);
const en = (...ids: string[]) => as('en', ...ids);
const knows = (id: string, text: string): Case => ({ text, known: [sampleFact(id, text)] });

guardCases('profile', profile, {
  'zh-CN': {
    fails: [
      zh('vegetarian')('晚餐加一份清蒸鱼。'),
      zh('vegetarian')('午餐可以吃些鸡胸肉。'),
      zh('vegetarian')('用骨头汤煮面。'),
      zh('vegetarian')('青菜用蚝油炒。'),
      zh('vegan', 'vegetarian')('早餐吃一个鸡蛋。'),
      zh('vegan', 'vegetarian')('睡前喝一杯酸奶。'),
      zh('no-pork')('炒菜放一点瘦肉。'),
      zh('no-pork', 'no-alcohol')('炖菜时放一勺料酒。'),
      zh('no-alcohol')('晚饭喝一小杯红酒。'),
      zh('no-beef')('牛腩炖萝卜很合适。'),
      zh('low-salt')('早餐配一碟榨菜。'),
      zh('wheelchair')('饭后出门散步一会儿。'),
      zh('wheelchair')('坐半小时就站起来。'),
      zh('limited')('每天爬楼三层。'),
      zh()('您是穆斯林，可以这样安排。'),
      zh()('斋月里可以照常封斋。'),
      zh()('您的血糖适合封斋。'),
      zh()('封斋对您的血糖有好处。'),
      zh()('不要再吃素了。'),
      zh()('偶尔吃点肉没关系。'),
      zh()('恢复吃荤，补一补。'),
      zh()('您吃素，豆腐可以多一些。'),
      zh()('您一个人住，请和邻居说一声。'),
      zh()('坐在轮椅上也可以活动。'),
      zh()('挑清真的点心。'),
    ],
    passes: [
      zh('vegetarian')('豆腐和豆干放在主食前面吃。'),
      zh('vegetarian')('素鸡的油和盐不少，少买一点。'),
      zh('vegetarian')('放慢动作，感觉肌肉在用力。'),
      zh('vegetarian')('菜里放些鸡腿菇。'),
      zh('vegan', 'vegetarian')('豆奶选不加糖的。'),
      zh('vegan', 'vegetarian')('蛋白质吃多少听医生的。'),
      zh('no-pork')('牛里脊切片炖软。'),
      zh('no-alcohol')('不要喝酒。'),
      zh('low-salt')('不要吃榨菜。'),
      zh('wheelchair')('坐在椅子上伸伸手臂。'),
      zh('limited')('在屋里慢慢挪几步。'),
      zh('no-beef')('牛奶选低脂的。'),
      knows('person.fast.ramadan', '斋月能不能封斋，请先和医生商量。'),
      knows('person.fast.ramadan', '封斋时血糖太低，要马上开斋。'),
      knows('person.diet.vegetarian', '您吃素，豆腐可以当主菜。'),
      knows('person.living.alone', '您一个人住，请和邻居说一声。'),
      knows('person.diet.halal', '挑清真的点心，只尝一小块。'),
      '先吃蔬菜，再吃主食。',
    ],
  },
  en: {
    fails: [
      en('vegetarian')('Have some grilled chicken for lunch.'),
      en('vegetarian')('Eat fish twice a week.'),
      en('vegetarian')('Cook the noodles in beef broth.'),
      en('vegan', 'vegetarian')('An egg at breakfast slows the rise.'),
      en('vegan', 'vegetarian')('Have a small yoghurt.'),
      en('vegan', 'vegetarian')('Sweeten it with a little honey.'),
      en('no-pork')('A slice of ham is enough.'),
      en('no-pork')('Fry it in lard.'),
      en('no-alcohol')('A small glass of wine is fine.'),
      en('no-beef')('Choose a lean steak.'),
      en('low-salt')('Have some pickles with it.'),
      en('wheelchair')('Take a walk after dinner.'),
      en('wheelchair')('Stand up every half hour.'),
      en('limited')('Climb the stairs to the third floor.'),
      'As a Muslim, you know the rules.',
      'You can fast as usual.',
      'It is safe for you to fast this year.',
      'Fasting is good for your glucose.',
      'Keep fasting and measure in the evening.',
      'Stop being vegetarian for a while.',
      'Start eating meat again.',
      'As a vegetarian, have more beans.',
      'As you live alone, ring a friend.',
      'Wheel yourself about after a meal.',
      'Take halal meat only.',
    ],
    passes: [
      en('vegetarian')('Have lentils or tofu before the rice.'),
      en('vegetarian')('A veggie burger can be salty.'),
      en('vegetarian')('Oyster mushrooms go well with it.'),
      en('vegan', 'vegetarian')('Choose oat milk without sugar.'),
      en('vegan', 'vegetarian')('Peanut butter without sugar will do.'),
      en('vegan', 'vegetarian')('Roast an eggplant.'),
      en('no-pork')('Stew lean lamb.'),
      en('no-alcohol')('An alcohol wipe alone leaves the reading falsely high.'),
      en('low-salt')('Have no pickles.'),
      en('wheelchair')('Stretch your arms on a firm chair.'),
      en('limited')('Take a few slow steps indoors.'),
      en('no-beef')('Slice a beefsteak tomato.'),
      knows('person.fast.ramadan', 'Ask your doctor whether you can fast this Ramadan.'),
      knows('person.fast.ramadan', 'While you fast, break it at once if glucose is low.'),
      knows('person.diet.vegetarian', 'As a vegetarian, have lentils as the main dish.'),
      knows('person.living.alone', 'As you live alone, ring a friend.'),
      'Measure your fasting glucose tomorrow morning.',
      'Eat the vegetables first.',
    ],
  },
});
