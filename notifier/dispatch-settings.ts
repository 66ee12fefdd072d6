import { z } from 'zod';
import { HOUR, MINUTE, SECOND } from '../domain/clock.ts';
import { QuietHours } from './quiet-hours.ts';

export const DispatchSettings = z.strictObject({
  batch: z
    .int()
    .min(1)
    .max(100)
    .default(8)
    .describe('Messages taken at once. All of them fit into one lease even if every provider hangs.'),
  concurrency: z.int().min(1).max(100).default(16).describe('Sends at a time.'),
  sendWithinMs: z
    .int()
    .min(100)
    .max(MINUTE)
    .default(20 * SECOND),
  leaseMs: z
    .int()
    .min(SECOND)
    .max(HOUR)
    .default(2 * MINUTE)
    .describe('A message of a dispatcher that died is taken again after this.'),
  firstRetryMs: z
    .int()
    .min(SECOND)
    .max(HOUR)
    .default(15 * SECOND),
  longestRetryMs: z
    .int()
    .min(SECOND)
    .max(24 * HOUR)
    .default(30 * MINUTE),
  maxAttempts: z.int().min(1).max(1000).default(50).describe('With the retries above: given up after about a day.'),
  quietHours: QuietHours.prefault({}),
  perHour: z.int().min(1).max(1000).default(6).describe('Messages that can wait, to one person over all ways; more of them wait.'),
  perDay: z.int().min(1).max(1000).default(20),
});
export type DispatchSettings = z.infer<typeof DispatchSettings>;
