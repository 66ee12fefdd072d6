import type { Localized, Source } from './source.ts';

/** Ten questions, each with what yes and no count; "not known" counts nothing. */
export interface NaranjoQuestion {
  readonly ask: Localized;
  readonly yes: number;
  readonly no: number;
}

export const NARANJO_SOURCE: Source = {
  organisation: 'Naranjo CA, Busto U, Sellers EM, et al.',
  title: 'A method for estimating the probability of adverse drug reactions. Clin Pharmacol Ther 30(2):239-245',
  year: 1981,
  section: 'table as reprinted in PMC5774610, table 2; the Chinese wording is ours',
  url: 'https://doi.org/10.1038/clpt.1981.154',
  evidence: 'secondary',
};

const ask = (en: string, zhCN: string, yes: number, no: number): NaranjoQuestion => ({ ask: { en, 'zh-CN': zhCN }, yes, no });

export const NARANJO: readonly NaranjoQuestion[] = [
  ask('Are there previous conclusive reports on this reaction?', '该反应以前是否已有结论性报告？', 1, 0),
  ask('Did the reaction appear after the suspected drug was given?', '该反应是否在使用怀疑药品之后出现？', 2, -1),
  ask('Did it improve when the drug was stopped or a specific antagonist was given?', '停药或使用特异拮抗剂后，反应是否好转？', 1, 0),
  ask('Did it reappear when the drug was given again?', '再次使用该药后，反应是否重新出现？', 2, -1),
  ask('Are there other causes that could on their own have caused it?', '是否存在可单独引起该反应的其他原因？', -1, 2),
  ask('Did it reappear when a placebo was given?', '使用安慰剂后，反应是否重新出现？', -1, 1),
  ask('Was the drug found in blood or other fluids in a toxic concentration?', '血液或其他体液中药物浓度是否达到已知的中毒浓度？', 1, 0),
  ask(
    'Was it graver when the dose was increased, or milder when it was decreased?',
    '增加剂量后反应是否加重，或减少剂量后是否减轻？',
    1,
    0,
  ),
  ask('Did the patient react alike to the same or a similar drug before?', '患者以前使用相同或类似药物时，是否有过类似反应？', 1, 0),
  ask('Was it confirmed by any objective evidence?', '该反应是否有客观证据证实？', 1, 0),
];

/** One for each question, in order. */
export type NaranjoAnswers = readonly ('yes' | 'no' | 'unknown')[];

/** `definite` from 9, `probable` 5 to 8, `possible` 1 to 4, `doubtful` up to 0 (same source). */
export type NaranjoGrade = 'definite' | 'probable' | 'possible' | 'doubtful';
const DEFINITE_FROM = 9;
const PROBABLE_FROM = 5;
const POSSIBLE_FROM = 1;

export function naranjoScore(answers: NaranjoAnswers): { readonly score: number; readonly grade: NaranjoGrade } {
  const score = NARANJO.reduce((sum, { yes, no }, i) => sum + (answers[i] === 'yes' ? yes : answers[i] === 'no' ? no : 0), 0);
  const grade =
    score >= DEFINITE_FROM ? 'definite' : score >= PROBABLE_FROM ? 'probable' : score >= POSSIBLE_FROM ? 'possible' : 'doubtful';
  return { score, grade };
}
