import { z } from 'zod';

/* The state of the house over HTTP, and what it owes an evaluation. */

const Instant = z.int().describe('Unix milliseconds');

export const SystemView = z.object({
  store: z.object({ ok: z.boolean(), why: z.string().optional() }),
  readings: z.int(),
  unjudged: z.int().describe('readings that no rule set has looked at, though one should have; counted up to 1,000'),
  alerts: z.int(),
  openAlerts: z.int(),
  quarantined: z.int(),
  watch: z.object({
    committed: Instant.optional().describe('when a probe was last written'),
    beat: Instant.optional().describe('when the heartbeat last went out'),
    dead: z.array(z.string()).describe('what stands still: timers, messages, rules, follower:care, channel:smtp'),
    unplanned: z.int().describe('patients of whom no plan expects a reading: nobody notices their silence'),
  }),
  outbox: z.record(z.string(), z.int()),
  devicesConnected: z.int(),
  received: z.record(z.string(), z.int()),
  rules: z.string(),
  files: z
    .array(z.object({ what: z.string().describe('rules, mappings or medications'), why: z.string() }))
    .describe('what is wrong with files that changed: the last good ones are in force meanwhile'),
});
export type SystemView = z.infer<typeof SystemView>;

/** A reading that no rule set has looked at, though one should have. */
export const UnjudgedView = z.object({
  id: z.string(),
  patient: z.string(),
  kind: z.string(),
  at: Instant,
  received: Instant,
  device: z.string(),
});
