import { z } from 'zod';
import { Localized, Source } from './source.ts';

const Name = z.string().regex(/^[a-z][a-z0-9-]{0,40}$/, 'small letters, digits and hyphens');

/** When a question is asked, or a finding holds; the operators are those of FHIR's `enableWhen`. */
export const AnswerCondition = z.strictObject({
  question: Name,
  operator: z.enum(['=', '!=', '>', '<', '>=', '<=', 'exists']),
  answer: z.union([z.string(), z.number(), z.boolean()]),
});
export type AnswerCondition = z.infer<typeof AnswerCondition>;

const common = {
  id: Name,
  ask: Localized,
  hint: Localized.optional(),
  required: z.boolean().default(true),
  /** All of them hold: only then it is asked. */
  enableWhen: z.array(AnswerCondition).min(1).max(5).optional(),
};
const Option = z.strictObject({ id: Name, text: Localized, points: z.int().min(0).max(100).optional() });

export const QuestionItem = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('choice'), ...common, options: z.array(Option).min(2).max(12) }),
  /** As many as fit; `none` (an option of this name) excludes the others. */
  z.strictObject({ type: z.literal('choices'), ...common, options: z.array(Option).min(2).max(12) }),
  /** Whole steps from least to most, with words at both ends. */
  z.strictObject({ type: z.literal('scale'), ...common, min: z.int().min(0), max: z.int().max(10), least: Localized, most: Localized }),
  z.strictObject({ type: z.literal('number'), ...common, min: z.number(), max: z.number(), unit: Localized.optional() }),
  z.strictObject({ type: z.literal('text'), ...common, longest: z.int().min(1).max(2000).default(500) }),
]);
export type QuestionItem = z.infer<typeof QuestionItem>;

const Score = z.strictObject({
  id: Name,
  title: Localized,
  /** The questions whose points are added: those of the options chosen, or the number on a scale. */
  sum: z.array(Name).min(1),
  source: Source,
});

/** What an answer means: a rule on answers. */
const Finding = z.strictObject({
  id: Name,
  severity: z.enum(['low', 'medium', 'high']),
  title: Localized,
  /** All of them hold. `question` may also name a score. */
  when: z.array(AnswerCondition).min(1).max(5),
  /** What the patient is told at once. */
  tells: Localized.optional(),
  /** An answer that a doctor must see first, even weeks later. */
  danger: z.literal(true).optional(),
  source: Source,
});
export type QuestionnaireFinding = z.infer<typeof Finding>;

/** Questions that are asked together: a subset of FHIR's Questionnaire, with scores and what the answers mean. */
export const Questionnaire = z.strictObject({
  questionnaire: Name,
  version: z.int().min(1),
  title: Localized,
  intro: Localized.optional(),
  items: z.array(QuestionItem).min(1).max(40),
  scores: z.array(Score).max(10).default([]),
  findings: z.array(Finding).max(30).default([]),
});
export type Questionnaire = z.infer<typeof Questionnaire>;

/** By the question's id: an option's id, several of them, a number, or a text. What was not asked or left open is not there. */
export const Answers = z.record(Name, z.union([z.string().max(2000), z.number(), z.array(z.string().max(64)).max(12)]));
export type Answers = z.infer<typeof Answers>;
