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
