import { z } from 'zod';
import { AdviceEdit, ApprovalRules } from '../domain/advice-approval.ts';
import { Language, Localized } from '../domain/source.ts';

/* Advice that waits for a person, as it goes over HTTP. */

const Instant = z.int();
const Sentence = z.object({ text: z.string(), topic: z.string() });

export const ApprovalView = z.object({
  is: z.enum(['waiting', 'approved', 'refused', 'expired']),
  since: Instant,
  expires: Instant,
  at: Instant.optional(),
  by: z.string().optional(),
  byName: z.string().optional(),
  reason: z.string().optional().describe('why it was refused, or why checks of style were set aside'),
  overridden: z.array(z.string()).optional(),
  sent: z.array(Sentence).optional().describe('the sentences as they were sent, where a person changed them'),
});
export type ApprovalView = z.infer<typeof ApprovalView>;

export const HeldAdvice = z.object({
  id: z.string(),
  patient: z.string(),
  patientName: z.string().optional(),
  zone: z.string(),
  language: Language,
  alert: z.string(),
  title: Localized.describe('of the alert'),
  severity: z.enum(['low', 'medium', 'high']),
  raised: Instant,
  written: Instant,
  expires: Instant,
  by: z.string(),
  sentences: z.array(Sentence.extend({ source: z.string().optional() })).describe('without the closing ones, which nobody edits'),
  closing: z.array(z.string()),
  facts: z.array(z.object({ id: z.string(), statement: z.string(), used: z.boolean() })),
  mustAvoid: z.array(z.string()).describe('what was ruled out for this person, and why'),
  turnedDown: z.array(z.object({ by: z.string(), why: z.array(z.string()) })),
});
export type HeldAdvice = z.infer<typeof HeldAdvice>;

export const Objections = z.array(z.object({ sentence: z.int(), check: z.string(), name: Localized, why: z.string(), style: z.boolean() }));
export type Objections = z.infer<typeof Objections>;

const Reason = z.string().trim().min(2, 'Say in a few words why.').max(500);
export const Approve = z.strictObject({
  edit: AdviceEdit.optional().describe('left out: the text as it was written'),
  override: z
    .strictObject({ checks: z.array(z.enum(['length', 'reading'])).min(1), reason: Reason })
    .optional()
    .describe('checks of style to set aside; those of safety stand'),
});
export type Approve = z.infer<typeof Approve>;
export const Refuse = z.strictObject({ reason: Reason });

const RulesSet = z.object({
  rules: ApprovalRules,
  by: z.string().optional(),
  byName: z.string().optional(),
  reason: z.string().optional(),
  since: Instant.optional(),
});
export const ApprovalRulesView = RulesSet.extend({ history: z.array(RulesSet) });
export type ApprovalRulesView = z.infer<typeof ApprovalRulesView>;
export const SetApprovalRules = z.strictObject({ rules: ApprovalRules, reason: Reason });
