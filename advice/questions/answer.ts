import type { AdviceAttempt } from '../../domain/advice.ts';
import type { AnswerChart, AskedRole, TriageVerdict } from '../../domain/conversation.ts';
import type { Language, Localized, Source } from '../../domain/source.ts';
import { NO_DOCTOR } from '../closing.ts';
import { type FixedText, filled } from './texts.ts';

/** What is to be said to a patient, before it is sent; and whether a person is to go on. */
export interface Answer {
  readonly paragraphs: readonly string[];
  readonly by: string;
  readonly facts: readonly { readonly id: string; readonly statement: string }[];
  readonly sources: readonly Source[];
  readonly attempts: readonly AdviceAttempt[];
  readonly chart?: AnswerChart;
  /** What the law wants said of a model's text. */
  readonly label?: Localized;
  readonly handOn?: HandOn;
  readonly triage?: TriageVerdict;
}

export interface HandOn {
  readonly role: AskedRole;
  /** For the team: why a machine does not answer this. */
  readonly why: Localized;
  /** It may not wait: people are told on every way, at any hour. */
  readonly urgent?: boolean;
  /** Sooner than the role promises. */
  readonly withinHours?: number;
}

/** An answer of fixed sentences. */
export const fixedAnswer = (
  texts: readonly (FixedText | readonly [FixedText, Readonly<Record<string, string>>])[],
  language: Language,
  more: Partial<Answer> = {},
): Answer => ({
  paragraphs: texts.map((one) => ('text' in one ? filled(one, language) : filled(one[0], language, one[1]))),
  by: 'fixed',
  facts: [],
  sources: [...new Set(texts.map((one) => ('text' in one ? one.source : one[0].source)))],
  attempts: [],
  ...more,
});

/** The text that goes out: every one ends with the sentence that it does not replace a doctor. */
export const textOf = ({ paragraphs, label }: Pick<Answer, 'paragraphs' | 'label'>, language: Language): string =>
  [...paragraphs, `${NO_DOCTOR[language]}${label ? `${language === 'en' ? ' ' : ''}${label[language]}` : ''}`].join('\n');
