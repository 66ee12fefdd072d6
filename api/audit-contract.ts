import { z } from 'zod';

/* What goes over HTTP about the audit. The console takes its types from here. */

const Instant = z.int().describe('Unix milliseconds');

export const ActView = z.object({
  seq: z.int().describe('its place in the chain'),
  at: Instant,
  by: z.string(),
  byName: z.string().optional(),
  did: z.string(),
  patient: z.string().optional(),
  about: z.record(z.string(), z.unknown()),
  hash: z.string().describe('over the act and the hash before, SHA-256'),
});
export type ActView = z.infer<typeof ActView>;

const Failed = z.object({ at: Instant, why: z.string() });

export const AuditState = z.object({
  head: z
    .object({ n: z.int(), at: Instant, seq: z.int(), hash: z.string() })
    .optional()
    .describe('the last that was signed outside of the database'),
  refused: Failed.optional().describe('why no further head is signed'),
  copy: Failed.optional().describe('why the second place does not have them all'),
  proof: z
    .object({ at: Instant, ok: z.boolean(), acts: z.int(), findings: z.array(z.string()) })
    .optional()
    .describe('the last proof of the whole'),
  key: z.string().describe('the name of the key that signs'),
  publicKey: z.string().describe('PEM: keep a copy of it elsewhere'),
});
export type AuditState = z.infer<typeof AuditState>;

export const SeenView = z.object({
  at: Instant,
  who: z.object({
    is: z.enum(['staff', 'patient', 'caregiver', 'hearth', 'command-line', 'program', 'follower', 'uploader']),
    name: z.string().optional(),
    role: z.string().optional().describe('at that moment'),
    relation: z.string().optional(),
  }),
  what: z.discriminatedUnion('is', [
    z.object({ is: z.literal('looked'), kind: z.string() }),
    z.object({ is: z.literal('did'), did: z.string() }),
    z.object({ is: z.literal('told'), template: z.string(), channel: z.string() }),
  ]),
  again: z.object({ times: z.int(), last: Instant }).optional().describe('within a quarter of an hour after it'),
});
export type SeenView = z.infer<typeof SeenView>;
