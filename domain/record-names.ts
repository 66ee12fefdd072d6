import type { Language, Localized } from './source.ts';

/** Conditions, medicines and allergies by the codes that records use: people read names. A word list, not clinical knowledge. */
const NAMES: Readonly<Record<string, Localized>> = {
  'type-1-diabetes': { en: 'Type 1 diabetes', 'zh-CN': '1 型糖尿病' },
  'type-2-diabetes': { en: 'Type 2 diabetes', 'zh-CN': '2 型糖尿病' },
  'gestational-diabetes': { en: 'Gestational diabetes', 'zh-CN': '妊娠期糖尿病' },
  prediabetes: { en: 'Prediabetes', 'zh-CN': '糖尿病前期' },
  hypertension: { en: 'Hypertension', 'zh-CN': '高血压' },
  'chronic-kidney-disease': { en: 'Chronic kidney disease', 'zh-CN': '慢性肾脏病' },
  'heart-failure': { en: 'Heart failure', 'zh-CN': '心力衰竭' },
  'coronary-disease': { en: 'Coronary heart disease', 'zh-CN': '冠心病' },
  'coronary-heart-disease': { en: 'Coronary heart disease', 'zh-CN': '冠心病' },
  stroke: { en: 'Stroke', 'zh-CN': '脑卒中' },
  'atrial-fibrillation': { en: 'Atrial fibrillation', 'zh-CN': '心房颤动' },
  dyslipidaemia: { en: 'Dyslipidaemia', 'zh-CN': '血脂异常' },
  dyslipidemia: { en: 'Dyslipidaemia', 'zh-CN': '血脂异常' },
  obesity: { en: 'Obesity', 'zh-CN': '肥胖' },
  retinopathy: { en: 'Retinopathy', 'zh-CN': '视网膜病变' },
  'diabetic-retinopathy': { en: 'Diabetic retinopathy', 'zh-CN': '糖尿病视网膜病变' },
  neuropathy: { en: 'Neuropathy', 'zh-CN': '神经病变' },
  'peripheral-artery-disease': { en: 'Peripheral artery disease', 'zh-CN': '外周动脉疾病' },
  copd: { en: 'COPD', 'zh-CN': '慢性阻塞性肺疾病' },
  asthma: { en: 'Asthma', 'zh-CN': '哮喘' },
  gout: { en: 'Gout', 'zh-CN': '痛风' },
  'liver-disease': { en: 'Liver disease', 'zh-CN': '肝脏疾病' },
  pregnancy: { en: 'Pregnancy', 'zh-CN': '妊娠' },
  insulin: { en: 'insulin', 'zh-CN': '胰岛素' },
  metformin: { en: 'metformin', 'zh-CN': '二甲双胍' },
  gliclazide: { en: 'gliclazide', 'zh-CN': '格列齐特' },
  glimepiride: { en: 'glimepiride', 'zh-CN': '格列美脲' },
  glipizide: { en: 'glipizide', 'zh-CN': '格列吡嗪' },
  glibenclamide: { en: 'glibenclamide', 'zh-CN': '格列本脲' },
  repaglinide: { en: 'repaglinide', 'zh-CN': '瑞格列奈' },
  acarbose: { en: 'acarbose', 'zh-CN': '阿卡波糖' },
  pioglitazone: { en: 'pioglitazone', 'zh-CN': '吡格列酮' },
  sitagliptin: { en: 'sitagliptin', 'zh-CN': '西格列汀' },
  linagliptin: { en: 'linagliptin', 'zh-CN': '利格列汀' },
  dapagliflozin: { en: 'dapagliflozin', 'zh-CN': '达格列净' },
  empagliflozin: { en: 'empagliflozin', 'zh-CN': '恩格列净' },
  canagliflozin: { en: 'canagliflozin', 'zh-CN': '卡格列净' },
  liraglutide: { en: 'liraglutide', 'zh-CN': '利拉鲁肽' },
  semaglutide: { en: 'semaglutide', 'zh-CN': '司美格鲁肽' },
  dulaglutide: { en: 'dulaglutide', 'zh-CN': '度拉糖肽' },
  amlodipine: { en: 'amlodipine', 'zh-CN': '氨氯地平' },
  nifedipine: { en: 'nifedipine', 'zh-CN': '硝苯地平' },
  enalapril: { en: 'enalapril', 'zh-CN': '依那普利' },
  perindopril: { en: 'perindopril', 'zh-CN': '培哚普利' },
  ramipril: { en: 'ramipril', 'zh-CN': '雷米普利' },
  lisinopril: { en: 'lisinopril', 'zh-CN': '赖诺普利' },
  losartan: { en: 'losartan', 'zh-CN': '氯沙坦' },
  valsartan: { en: 'valsartan', 'zh-CN': '缬沙坦' },
  irbesartan: { en: 'irbesartan', 'zh-CN': '厄贝沙坦' },
  telmisartan: { en: 'telmisartan', 'zh-CN': '替米沙坦' },
  candesartan: { en: 'candesartan', 'zh-CN': '坎地沙坦' },
  hydrochlorothiazide: { en: 'hydrochlorothiazide', 'zh-CN': '氢氯噻嗪' },
  indapamide: { en: 'indapamide', 'zh-CN': '吲达帕胺' },
  furosemide: { en: 'furosemide', 'zh-CN': '呋塞米' },
  spironolactone: { en: 'spironolactone', 'zh-CN': '螺内酯' },
  metoprolol: { en: 'metoprolol', 'zh-CN': '美托洛尔' },
  bisoprolol: { en: 'bisoprolol', 'zh-CN': '比索洛尔' },
  atenolol: { en: 'atenolol', 'zh-CN': '阿替洛尔' },
  atorvastatin: { en: 'atorvastatin', 'zh-CN': '阿托伐他汀' },
  rosuvastatin: { en: 'rosuvastatin', 'zh-CN': '瑞舒伐他汀' },
  simvastatin: { en: 'simvastatin', 'zh-CN': '辛伐他汀' },
  aspirin: { en: 'aspirin', 'zh-CN': '阿司匹林' },
  clopidogrel: { en: 'clopidogrel', 'zh-CN': '氯吡格雷' },
  warfarin: { en: 'warfarin', 'zh-CN': '华法林' },
  digoxin: { en: 'digoxin', 'zh-CN': '地高辛' },
  nuts: { en: 'Nuts', 'zh-CN': '坚果' },
  peanut: { en: 'Peanut', 'zh-CN': '花生' },
  milk: { en: 'Milk', 'zh-CN': '牛奶' },
  egg: { en: 'Egg', 'zh-CN': '鸡蛋' },
  fish: { en: 'Fish', 'zh-CN': '鱼类' },
  shellfish: { en: 'Shellfish', 'zh-CN': '甲壳类' },
  soy: { en: 'Soy', 'zh-CN': '大豆' },
  wheat: { en: 'Wheat', 'zh-CN': '小麦' },
  penicillin: { en: 'Penicillin', 'zh-CN': '青霉素' },
  sulfonamides: { en: 'Sulfonamides', 'zh-CN': '磺胺类' },
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
