import { MEDICINE_NAMES } from './medicine-names.ts';
import type { Language, Localized } from './source.ts';

/** What records call otherwise than the medication graph, or what the graph does not know. A word list, not clinical knowledge. */
const OWN_NAMES: Readonly<Record<string, Localized>> = {
  hypertension: { en: 'Hypertension', 'zh-CN': '高血压' },
  'coronary-heart-disease': { en: 'Coronary heart disease', 'zh-CN': '冠心病' },
  dyslipidaemia: { en: 'Dyslipidaemia', 'zh-CN': '血脂异常' },
  dyslipidemia: { en: 'Dyslipidaemia', 'zh-CN': '血脂异常' },
  retinopathy: { en: 'Retinopathy', 'zh-CN': '视网膜病变' },
  'diabetic-retinopathy': { en: 'Diabetic retinopathy', 'zh-CN': '糖尿病视网膜病变' },
  neuropathy: { en: 'Neuropathy', 'zh-CN': '神经病变' },
  copd: { en: 'COPD', 'zh-CN': '慢性阻塞性肺疾病' },
  'liver-disease': { en: 'Liver disease', 'zh-CN': '肝脏疾病' },
  milk: { en: 'Milk', 'zh-CN': '牛奶' },
  sulfonamides: { en: 'Sulfonamides', 'zh-CN': '磺胺类' },
};

/** Conditions, medicines and allergies by the codes that records use: people read names. */
const NAMES: Readonly<Record<string, Localized>> = {
  ...OWN_NAMES,
  ...Object.fromEntries(
    Object.entries(MEDICINE_NAMES).flatMap(([code, [en, zhCN]]) => (Object.hasOwn(OWN_NAMES, code) ? [] : [[code, { en, 'zh-CN': zhCN }]])),
  ),
};

/** The name of a code; whatever else a record says stands as it was written, without a code's dashes. */
export function recordName(text: string, language: Language): string {
  const code = text.toLowerCase();
  const known = Object.hasOwn(NAMES, code) ? NAMES[code] : undefined;
  return known?.[language] ?? (/^[a-z0-9]+(-[a-z0-9]+)+$/.test(text) ? text.replaceAll('-', ' ') : text);
}

/** All names in one language, for suggestions while somebody types. */
export const recordNames = (language: Language): readonly string[] => Object.values(NAMES).map((names) => names[language]);

/**
 * What a person typed, as a record keeps it: the code, where the text is a name in either language (rules and advice know codes);
 * otherwise the text itself.
 */
export function recordCode(typed: string): string {
  const text = typed.trim();
  const wanted = text.toLowerCase().replaceAll(/\s/g, '');
  const same = (name: string) => name.toLowerCase().replaceAll(/\s/g, '') === wanted;
  return Object.entries(NAMES).find(([code, names]) => same(code) || Object.values(names).some(same))?.[0] ?? text;
}
