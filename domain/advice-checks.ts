import type { Localized } from './source.ts';

/* Apart from advice-approval.ts, which brings its schemas along: the console reads these in the browser. */

/** A person may set these aside, with a reason: how a text reads and what it is about. Every other check guards somebody's safety, and stands. */
export const STYLE_CHECKS: readonly string[] = ['subject', 'length', 'reading'];

/** What a person calls the checks of the guard. */
export const CHECK_NAMES: Readonly<Record<string, Localized>> = {
  shape: { 'zh-CN': '结构', en: 'structure' },
  language: { 'zh-CN': '语言', en: 'language' },
  subject: { 'zh-CN': '须谈饮食、运动、测量或求助', en: 'about food, movement, measuring or help' },
  numbers: { 'zh-CN': '数值须有依据', en: 'numbers from facts' },
  dose: { 'zh-CN': '不得改动用药', en: 'no change of medicine or dose' },
  medicine: { 'zh-CN': '药物的提法', en: 'how medicines are named' },
  diagnosis: { 'zh-CN': '不得作诊断', en: 'no diagnosis' },
  body: { 'zh-CN': '器官与症状的提法', en: 'how organs and symptoms are named' },
  claims: { 'zh-CN': '禁用宣称', en: 'forbidden claims' },
  reassurance: { 'zh-CN': '急症时不得安慰了事', en: 'no comfort in an emergency' },
  fixed: { 'zh-CN': '急症只用审定文本', en: 'reviewed words in an emergency' },
  avoid: { 'zh-CN': '此人不宜', en: 'ruled out for this person' },
  profile: { 'zh-CN': '与此人的生活习惯不符', en: 'against how this person lives' },
  length: { 'zh-CN': '长度', en: 'length' },
  reading: { 'zh-CN': '易读性', en: 'easy to read' },
  identity: { 'zh-CN': '不得含身份信息', en: 'no identity' },
  basis: { 'zh-CN': '须说出所依据的事实', en: 'says the facts that it stands on' },
  link: { 'zh-CN': '不得含网址', en: 'no web address' },
  markup: { 'zh-CN': '不得含标记', en: 'no markup' },
  repeat: { 'zh-CN': '与上次重复', en: 'said last time' },
};
