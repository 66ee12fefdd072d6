import { expect, test } from 'vitest';
import type { Patient } from '../../domain/patient.ts';
import type { Language } from '../../domain/source.ts';
import { home, readMedications } from '../../house/packs.ts';
import { verdictsOf } from '../guard/registry.ts';
import { readKnowledge } from '../knowledge.ts';
import { type Story, sceneOf } from './people.ts';

/** What people must not be advised, by the names that foods and habits have in a kitchen, held against what the knowledge base says of a person. */
const world = { knowledge: readKnowledge(home), graph: readMedications([]) };
const type2 = ['type-2-diabetes'];
const PEOPLE = {
  warfarin: [{ conditions: ['atrial-fibrillation'], medicines: ['warfarin'] }, 'after-dinner'],
  kidney: [{ conditions: ['chronic-kidney-disease'] }, 'after-dinner'],
  insulin: [{ conditions: type2, medicines: ['insulin'] }, 'after-dinner'],
  sulfonylurea: [{ conditions: type2, medicines: ['gliclazide'] }, 'after-dinner'],
  fish: [{ conditions: type2, allergies: ['fish'] }, 'after-dinner'],
  shellfish: [{ conditions: type2, allergies: ['海鲜'] }, 'after-dinner'],
  peanut: [{ conditions: type2, allergies: ['peanut'] }, 'after-dinner'],
  heart: [{ conditions: ['heart-failure'] }, 'after-dinner'],
  gout: [{ conditions: ['gout'] }, 'after-dinner'],
  low: [{ conditions: type2, medicines: ['gliclazide'] }, 'low'],
  foot: [{ conditions: ['糖尿病足'] }, 'after-dinner'],
  pregnant: [{ group: 'pregnancy' }, 'after-dinner'],
} as const satisfies Record<string, readonly [Partial<Patient>, Story]>;

function avoided(who: keyof typeof PEOPLE, language: Language, text: string) {
  const [patient, story] = PEOPLE[who];
  const { facts, brief } = sceneOf(world, { ...patient, language }, story);
  const draft = { sentences: [{ text, topic: 'diet' as const, facts: facts.map(({ id }) => id) }] };
  return verdictsOf(draft, facts, brief).find(({ check }) => check === 'avoid')!.findings;
}

test.each([
  ['warfarin', 'en', 'Stock up on broccoli.'],
  ['warfarin', 'en', 'Add a big bowl of spinach.'],
  ['warfarin', 'en', 'At lunch, fill up on kale.'],
  ['warfarin', 'en', 'Cut out spinach altogether.'],
  ['warfarin', 'en', 'Have a glass of cranberry juice.'],
  ['warfarin', 'zh-CN', '晚饭加一大盘菠菜。'],
  ['warfarin', 'zh-CN', '买点西兰花天天吃。'],
  ['kidney', 'en', 'Use a potassium-based salt substitute.'],
  ['kidney', 'en', 'Try a potassium-enriched seasoning.'],
  ['insulin', 'zh-CN', '早饭可以不吃。'],
  ['insulin', 'en', 'A long fasting run burns fat.'],
  ['sulfonylurea', 'zh-CN', '周末早餐就不吃了。'],
  ['sulfonylurea', 'en', 'Go for a long run before breakfast.'],
  ['sulfonylurea', 'zh-CN', '每天空腹跑步。'],
  ['fish', 'en', 'Stir-fry the greens with oyster sauce.'],
  ['fish', 'en', 'Add a dash of fish sauce.'],
  ['shellfish', 'zh-CN', '青菜用蚝油炒。'],
  ['peanut', 'en', 'Dip it in a satay sauce.'],
  ['peanut', 'zh-CN', '蘸沙茶酱吃。'],
  ['heart', 'zh-CN', '每天喝够三升水。'],
  ['heart', 'zh-CN', '汤可以随便喝。'],
  ['heart', 'en', 'Have as much soup as you like.'],
  ['gout', 'en', 'Have some beef broth and a beer.'],
  ['gout', 'zh-CN', '喝点啤酒和牛肉汤。'],
  ['low', 'zh-CN', '喝一瓶无糖可乐把血糖提上来。'],
  ['low', 'en', 'Drink a diet coke to bring it up.'],
  ['foot', 'en', 'Soak your feet in hot water.'],
  ['foot', 'zh-CN', '睡前热水烫脚。'],
  ['pregnant', 'zh-CN', '晚饭不吃，饿一饿。'],
  ['pregnant', 'en', 'Go without dinner.'],
] as const)('%s, %s: must not be told: %s', (who, language, text) => {
  expect(avoided(who, language, text)).not.toEqual([]);
});

test.each([
  ['warfarin', 'en', 'Keep your spinach the same from week to week.'],
  ['warfarin', 'zh-CN', '菠菜的量每周保持稳定。'],
  ['warfarin', 'en', 'Fill half the plate with vegetables.'],
  ['kidney', 'en', 'Do not use a potassium-based salt substitute.'],
  ['insulin', 'zh-CN', '早饭要按时吃，不要饿着。'],
  ['insulin', 'zh-CN', '晚饭不吃太饱。'],
  ['insulin', 'en', 'Measure on an empty stomach.'],
  ['shellfish', 'zh-CN', '青菜不用蚝油炒。'],
  ['heart', 'en', 'Ask your doctor how much to drink.'],
  ['gout', 'en', 'Avoid beer and meat broth.'],
  ['low', 'zh-CN', '无糖可乐不能升血糖。'],
  ['low', 'en', 'Diet drinks do not raise glucose.'],
  ['foot', 'en', 'Wash your feet in lukewarm water.'],
  ['pregnant', 'zh-CN', '晚饭吃七八分饱。'],
] as const)('%s, %s: may be told: %s', (who, language, text) => {
  expect(avoided(who, language, text)).toEqual([]);
});
