import type { Instant } from '../domain/clock.ts';
import type { Language, Source } from '../domain/source.ts';

/**
 * One computed, dated number or statement about this patient. Advice may use no number that is not in one.
 * `mmol/L`, `mg/dL`: glucose as this patient reads it; `mmHg`: systolic, diastolic; `times`, `days`: counts; `%`: a share.
 */
export interface Fact {
  /** `glucose.mean-7d`: what a sentence of the knowledge base writes in braces. */
  readonly id: string;
  /** What stands in place of the braces: `9.3 mmol/L`, `早餐后`. */
  readonly text: string;
  /** A whole sentence in the language asked for: what a model is told, and what the doctor sees beside the advice. */
  readonly statement: string;
  /** The numbers as computed, unrounded; empty for words. */
  readonly values: readonly number[];
  readonly unit?: 'mmol/L' | 'mg/dL' | 'mmHg' | 'times' | 'days' | '%';
  /** What it speaks of: from <= at <= to. */
  readonly from: Instant;
  readonly to: Instant;
  /** Of a limit: who set it. */
  readonly source?: Source;
}

/** One sentence in the language asked for. */
export const say = (language: Language, zhCN: string, en: string): string => (language === 'zh-CN' ? zhCN : en);
