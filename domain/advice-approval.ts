import { z } from 'zod';
import type { CheckVerdict, Topic } from './advice.ts';
import type { Instant } from './clock.ts';
import type { Localized } from './source.ts';

/** Which advice waits for a person: none, what a model wrote, or every one. */
export const Hold = z.enum(['nothing', 'models', 'everything']);
export type Hold = z.infer<typeof Hold>;

/**
 * What a clinic wants approved before it goes out, by the severity of the alert. There is no choice for high: where somebody may be in
 * danger the fixed text goes out at once. The times are working defaults of this project, for each clinic to confirm or change: no
 * guideline gives them (evidence: unverified).
 */
export const ApprovalRules = z.strictObject({
  low: Hold.default('nothing'),
  medium: Hold.default('nothing'),
  high: z.literal('nothing').default('nothing'),
  waitMinutes: z
    .int()
    .min(15)
    .max(24 * 60)
    .default(240)
    .describe('So long after it was written an advice is still worth sending; then it expires, unsent.'),
});
export type ApprovalRules = z.infer<typeof ApprovalRules>;

/** The rules of one time. Before anybody set any: the defaults, set by nobody. */
export interface ApprovalRulesSet {
  readonly rules: ApprovalRules;
  readonly by?: string;
  readonly reason?: string;
  readonly since?: Instant;
}

type Since = { readonly since: Instant; readonly expires: Instant };
/** What became of an advice that waited for a person. Of those that never had to, nothing is kept. */
export type Approval = Since &
  (
    | { readonly is: 'waiting' }
    | {
        readonly is: 'approved';
        readonly at: Instant;
        readonly by: string;
        /** Word for word as it was sent; what was written stays in the advice. */
        readonly text: string;
        /** Where the person changed the text: the sentences that were sent, and what every check said of them. */
        readonly edited?: {
          readonly sentences: readonly { readonly text: string; readonly topic: Topic | 'closing' }[];
          readonly verdicts: readonly CheckVerdict[];
        };
        /** Checks of style that the person set aside, and why. */
        readonly overridden?: { readonly checks: readonly string[]; readonly reason: string };
      }
    | { readonly is: 'refused'; readonly at: Instant; readonly by: string; readonly reason: string }
    | { readonly is: 'expired'; readonly at: Instant }
  );

/** A person may set these aside, with a reason: how a text reads. Every other check guards somebody's safety, and stands. */
export const STYLE_CHECKS: readonly string[] = ['length', 'reading'];

/** What a person calls the checks of the guard. */
export const CHECK_NAMES: Readonly<Record<string, Localized>> = {
  shape: { 'zh-CN': '结构', en: 'structure' },
  language: { 'zh-CN': '语言', en: 'language' },
  numbers: { 'zh-CN': '数值须有依据', en: 'numbers from facts' },
  dose: { 'zh-CN': '不得改动用药', en: 'no change of medicine or dose' },
  medicine: { 'zh-CN': '药物的提法', en: 'how medicines are named' },
  diagnosis: { 'zh-CN': '不得作诊断', en: 'no diagnosis' },
  body: { 'zh-CN': '器官与症状的提法', en: 'how organs and symptoms are named' },
  claims: { 'zh-CN': '禁用宣称', en: 'forbidden claims' },
  reassurance: { 'zh-CN': '急症时不得安慰了事', en: 'no comfort in an emergency' },
  fixed: { 'zh-CN': '急症只用审定文本', en: 'reviewed words in an emergency' },
  avoid: { 'zh-CN': '此人不宜', en: 'ruled out for this person' },
  length: { 'zh-CN': '长度', en: 'length' },
  reading: { 'zh-CN': '易读性', en: 'easy to read' },
  identity: { 'zh-CN': '不得含身份信息', en: 'no identity' },
  repeat: { 'zh-CN': '与上次重复', en: 'said last time' },
};

/** A text as a person wants it sent. `from`: the sentence of what was written, counted from 0, that this one keeps or rewords. */
export const AdviceEdit = z.strictObject({
  sentences: z
    .array(
      z.strictObject({
        text: z.string().trim().min(1).max(1000),
        topic: z.enum(['diet', 'exercise', 'measuring']),
        from: z.int().min(0).optional(),
      }),
    )
    .min(1)
    .max(20),
});
export type AdviceEdit = z.infer<typeof AdviceEdit>;
