import { ACTIVITY, DIETS, FASTS, FAVOURITES, KITCHENS, LIVING, MOBILITY, READING, STAPLES } from '../domain/profile-words.ts';
import type { Localized } from '../domain/source.ts';
import { personWords } from './person-words.ts';
import type { Situation } from './situation.ts';
import type { Trait } from './traits.ts';

/** What a situation is called, for whoever reads the knowledge base. */
export const SITUATION_NAMES: Readonly<Record<Situation, Localized>> = {
  'glucose.high-after-meal': { en: 'Glucose high after a meal', 'zh-CN': '餐后血糖偏高' },
  'glucose.high-fasting': { en: 'Fasting glucose high', 'zh-CN': '空腹血糖偏高' },
  'glucose.high': { en: 'Glucose high', 'zh-CN': '血糖偏高' },
  'glucose.very-high': { en: 'Glucose very high', 'zh-CN': '血糖过高' },
  'glucose.low': { en: 'Glucose low', 'zh-CN': '血糖偏低' },
  'glucose.very-low': { en: 'Glucose very low', 'zh-CN': '血糖过低' },
  'glucose.silent': { en: 'No glucose readings', 'zh-CN': '没有血糖读数' },
  'pressure.raised': { en: 'Blood pressure raised', 'zh-CN': '血压偏高' },
  'pressure.crisis': { en: 'Blood pressure dangerously high', 'zh-CN': '血压危急升高' },
  'pressure.low': { en: 'Blood pressure low', 'zh-CN': '血压偏低' },
  'pressure.pulse': { en: 'Pulse irregular', 'zh-CN': '脉搏异常' },
  'pressure.silent': { en: 'No blood pressure readings', 'zh-CN': '没有血压读数' },
};

const DERIVED: Readonly<Record<string, Localized>> = {
  'hypo-risk': { en: 'takes a medicine that can cause lows', 'zh-CN': '用药有低血糖风险' },
  'potassium-risk': { en: 'potassium may rise', 'zh-CN': '有高钾风险' },
  'fluid-limit': { en: 'drinks as the doctor says', 'zh-CN': '饮水量须遵医嘱' },
  'ketone-risk': { en: 'ketones can rise', 'zh-CN': '有酮症风险' },
  older: { en: '65 or older', 'zh-CN': '65 岁及以上' },
  'unknown-condition': { en: 'a condition that Hearth does not know', 'zh-CN': '有系统未识别的疾病' },
  'unknown-medicine': { en: 'a medicine that Hearth does not know', 'zh-CN': '有系统未识别的药物' },
  'unknown-allergy': { en: 'an allergy that Hearth does not know', 'zh-CN': '有系统未识别的过敏' },
  'no-alcohol': { en: 'drinks no alcohol', 'zh-CN': '不饮酒' },
  'ramadan-now': { en: 'keeps Ramadan, which is now', 'zh-CN': '守斋，现为斋月' },
  'ramadan-soon': { en: 'keeps Ramadan, which is near', 'zh-CN': '守斋，斋月将至' },
  'unknown-diet': { en: 'a note on diet that only people can read', 'zh-CN': '有须人工阅读的饮食备注' },
  'unknown-activity': { en: 'a note on activity that only people can read', 'zh-CN': '有须人工阅读的活动备注' },
  ...choiceNames('diet', DIETS),
  ...choiceNames('staple', STAPLES),
  ...choiceNames('kitchen', KITCHENS),
  ...choiceNames('fast', FASTS),
  ...choiceNames('activity', ACTIVITY),
  ...choiceNames('mobility', MOBILITY),
  ...choiceNames('favourite', FAVOURITES),
  ...choiceNames('reading', READING),
  ...choiceNames('living', LIVING),
} satisfies Partial<Record<Trait, Localized>>;

function choiceNames(kind: string, names: Readonly<Record<string, Localized>>): Readonly<Record<string, Localized>> {
  return Object.fromEntries(Object.entries(names).map(([code, name]) => [`${kind}-${code}`, name]));
}

/** What people call whatever a sentence asks about a person; the id itself where nobody has put it into words. */
export const traitName = (trait: string): Localized =>
  DERIVED[trait] ?? personWords.find((word) => word.trait === trait)?.name ?? { en: trait, 'zh-CN': trait };
