import type { Localized } from './source.ts';

/* Apart from profile.ts, which brings its schema along: the console reads these in the browser. */

type Choices = Readonly<Record<string, Localized>>;
const choices = <const C extends Choices>(of: C): C => of;

/** What somebody does not eat, whatever the reason, and what was prescribed. */
export const DIETS = choices({
  vegetarian: { en: 'Vegetarian (with egg and milk)', 'zh-CN': '素食（可吃蛋奶）' },
  vegan: { en: 'Vegan', 'zh-CN': '纯素' },
  'no-pork': { en: 'No pork', 'zh-CN': '不吃猪肉' },
  'no-beef': { en: 'No beef', 'zh-CN': '不吃牛肉' },
  halal: { en: 'Halal', 'zh-CN': '清真' },
  'lactose-intolerant': { en: 'Lactose intolerant', 'zh-CN': '乳糖不耐受' },
  'gluten-free': { en: 'Gluten-free', 'zh-CN': '无麸质' },
  'low-salt': { en: 'Low-salt, prescribed', 'zh-CN': '低盐（医嘱）' },
});
export const STAPLES = choices({
  rice: { en: 'Mostly rice', 'zh-CN': '以米饭为主' },
  noodles: { en: 'Mostly noodles', 'zh-CN': '以面条、米粉为主' },
  'steamed-bread': { en: 'Mostly steamed buns and flatbread', 'zh-CN': '以馒头、饼为主' },
  bread: { en: 'Mostly bread', 'zh-CN': '以面包为主' },
  porridge: { en: 'Mostly porridge', 'zh-CN': '以粥为主' },
});
export const KITCHENS = choices({
  cantonese: { en: 'Cantonese', 'zh-CN': '粤菜' },
  'northern-chinese': { en: 'Northern Chinese', 'zh-CN': '北方菜' },
  'sichuan-hunan': { en: 'Sichuan and Hunan', 'zh-CN': '川湘菜' },
  'south-asian': { en: 'South Asian', 'zh-CN': '南亚菜' },
  'middle-eastern': { en: 'Middle Eastern', 'zh-CN': '中东菜' },
  mediterranean: { en: 'Mediterranean', 'zh-CN': '地中海菜' },
  western: { en: 'Western', 'zh-CN': '西餐' },
});
export const FASTS = choices({
  ramadan: { en: 'Ramadan', 'zh-CN': '斋月' },
  'lunar-days': { en: 'Meatless lunar days', 'zh-CN': '农历初一、十五吃素' },
});
export const ACTIVITY = choices({
  little: { en: 'Sits most of the day', 'zh-CN': '大部分时间坐着' },
  some: { en: 'Moves a little every day', 'zh-CN': '每天有一些活动' },
  regular: { en: 'Exercises regularly', 'zh-CN': '经常锻炼' },
});
export const MOBILITY = choices({
  walks: { en: 'Walks without help', 'zh-CN': '行走自如' },
  limited: { en: 'Walks with difficulty or with help', 'zh-CN': '行走困难或需要搀扶' },
  wheelchair: { en: 'Uses a wheelchair', 'zh-CN': '使用轮椅' },
});
export const FAVOURITES = choices({
  walking: { en: 'Walking', 'zh-CN': '散步' },
  'tai-chi': { en: 'Tai chi', 'zh-CN': '太极拳、八段锦' },
  dancing: { en: 'Dancing', 'zh-CN': '跳舞' },
  cycling: { en: 'Cycling', 'zh-CN': '骑车' },
  swimming: { en: 'Swimming', 'zh-CN': '游泳' },
  gardening: { en: 'Gardening', 'zh-CN': '种花种菜' },
});
export const READING = choices({
  plain: { en: 'Short, simple sentences', 'zh-CN': '简短易懂' },
  usual: { en: 'Usual', 'zh-CN': '一般' },
});
export const LIVING = choices({
  alone: { en: 'Lives alone', 'zh-CN': '独居' },
  'with-others': { en: 'Lives with others', 'zh-CN': '与他人同住' },
});
