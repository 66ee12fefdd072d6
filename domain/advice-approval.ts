import { z } from 'zod';
import type { CheckVerdict, Topic } from './advice.ts';
import type { Instant } from './clock.ts';

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
