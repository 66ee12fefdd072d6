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
} satisfies Partial<Record<Trait, Localized>>;

/** What people call whatever a sentence asks about a person; the id itself where nobody has put it into words. */
export const traitName = (trait: string): Localized =>
  DERIVED[trait] ?? personWords.find((word) => word.trait === trait)?.name ?? { en: trait, 'zh-CN': trait };
