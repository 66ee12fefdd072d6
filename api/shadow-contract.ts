import { z } from 'zod';
import { Patient } from '../domain/patient.ts';
import { MOST_SHADOW_DAYS } from '../domain/shadow.ts';
import { PreviewComparison, PreviewRules } from './contract.ts';

/* Drafts that run beside the live rules, as they go over HTTP. */

const Instant = z.int().describe('Unix milliseconds');

export const StartShadow = z.strictObject({
  name: z.string().trim().min(1, 'Say what it tries.').max(120),
  draft: PreviewRules.describe('as for a preview; `days` from now on').refine(({ days }) => days <= MOST_SHADOW_DAYS, {
    message: `it runs for ${MOST_SHADOW_DAYS} days at the most`,
    path: ['days'],
  }),
});
export type StartShadow = z.input<typeof StartShadow>;

export const ShadowView = z.object({
  id: z.string(),
  name: z.string(),
  by: z.string(),
  byName: z.string().optional(),
  started: Instant,
  until: Instant,
  of: z.union([
    z.literal('all'),
    z.object({ patient: z.string() }),
    z.object({ group: Patient.shape.group.unwrap().optional() }),
    z.object({ cohort: z.string() }),
  ]),
  limits: z.record(z.string(), z.number()),
  pack: z.string().optional(),
  ended: z.object({ at: Instant, because: z.enum(['time', 'person']), by: z.string().optional() }).optional(),
  endedByName: z.string().optional(),
});
export type ShadowView = z.infer<typeof ShadowView>;

export const ShadowReportView = z.object({
  shadow: ShadowView,
  comparison: PreviewComparison,
  waiting: z.int().describe('patients who were heard of since they were last looked at'),
  rulesChanged: z.boolean().describe('both sides are told under the rules of now, which are others than when it was started'),
});
export type ShadowReportView = z.infer<typeof ShadowReportView>;
