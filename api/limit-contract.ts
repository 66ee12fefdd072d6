import { z } from 'zod';

/** Unix milliseconds. */
const Instant = z.int();

const Reason = z.string().trim().min(2, 'say in a few words why').max(500);
export const WithReason = z.strictObject({ reason: Reason });

/** A change that waits for another person, or what became of it. */
export const ProposalView = z.object({
  id: z.string(),
  at: Instant,
  by: z.string(),
  byName: z.string().optional(),
  expires: Instant,
  reason: z.string(),
  state: z.enum(['waiting', 'expired', 'approved', 'refused']),
  mine: z.boolean().describe('whoever asks proposed it, and so cannot decide it'),
  may: z.boolean().describe('whoever asks may decide it'),
  outdated: z.boolean().describe('what it would weaken has been changed since: it can be refused, and no longer approved'),
  scope: z.enum(['clinic', 'cohort', 'patient']),
  patient: z.string().optional(),
  patientName: z.string().optional(),
  cohort: z.string().optional(),
  cohortName: z.string().optional(),
  what: z.enum(['limit', 'off', 'join', 'leave']),
  until: Instant.optional(),
  weakens: z.array(
    z.object({
      rule: z.string(),
      name: z.string(),
      title: z.object({ en: z.string(), 'zh-CN': z.string() }),
      label: z.object({ en: z.string(), 'zh-CN': z.string() }).optional(),
      from: z.number(),
      to: z.number(),
      unit: z.string(),
      is: z.number().optional().describe('while it waits: what is in force now'),
    }),
  ),
  decided: z.object({ at: Instant, by: z.string(), byName: z.string().optional(), note: z.string() }).optional(),
});
export type ProposalView = z.infer<typeof ProposalView>;

export const DecideProposal = z.strictObject({ note: z.string().trim().max(500).default('') });

/** What became of a change: in force, or waiting for another person. */
export const ChangeOutcome = z.object({ is: z.literal('proposed'), proposal: ProposalView });
export type ChangeOutcome = z.infer<typeof ChangeOutcome>;

export const NewCohort = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'small letters, digits and hyphens')
    .max(40),
  name: z.string().trim().min(1).max(80),
  about: z.string().trim().max(500).default(''),
});

export const CohortView = z.object({
  id: z.string(),
  name: z.string(),
  about: z.string(),
  by: z.string(),
  byName: z.string().optional(),
  since: Instant,
  members: z.int(),
  limits: z.int().describe('how many it has of its own'),
});
export type CohortView = z.infer<typeof CohortView>;

export const CohortDetail = CohortView.extend({
  memberships: z.array(
    z.object({
      patient: z.string(),
      patientName: z.string().optional(),
      by: z.string(),
      byName: z.string().optional(),
      reason: z.string(),
      since: Instant,
      until: Instant.optional(),
      ended: z.object({ by: z.string(), byName: z.string().optional(), because: z.string() }).optional(),
    }),
  ),
});
export type CohortDetail = z.infer<typeof CohortDetail>;
