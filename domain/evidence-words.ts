import type { Evidence, Localized } from './source.ts';

/** How well something is known, as a person reads it on paper. */
export const EVIDENCE_WORDS: Readonly<Record<Evidence, Localized>> = {
  primary: { en: 'read in the original', 'zh-CN': '已核对原文' },
  secondary: { en: 'from a secondary source', 'zh-CN': '来自二手文献' },
  unverified: { en: 'not verified', 'zh-CN': '未核实' },
};
