import { z } from 'zod';
import type { ConditionKind } from './condition.ts';

/**
 * Nothing was heard for longer than the patient's plan says, and some grace: `{ silence: grace }`; or for so many of the patient's expected
 * measuring times: `{ silence: grace, missed: times }`.
 * No reading can fulfil it; it runs on timers, by the server's clock, so that a device's wrong clock cannot quiet it.
 */
export interface SilenceCondition {
  /** A threshold in hours, added to the plan's `everyDays`. */
  readonly silence: string;
  /** A threshold in readings: how many expected times in a row; without it, one. */
  readonly missed?: string | undefined;
}

export const silence: ConditionKind<SilenceCondition> = {
  name: 'silence',
  schema: () => z.strictObject({ silence: z.string(), missed: z.string().optional() }),
  uses: ({ silence: name, missed }) => [
    { name, path: ['silence'], units: ['h'] },
    ...(missed === undefined ? [] : [{ name: missed, path: ['missed'], units: ['readings' as const] }]),
  ],
  inner: () => [],
  kinds: () => undefined,
  single: false,

  compile: () => ({ holds: () => false, evidence: () => [], tell: () => {}, spanMs: 0 }),
};
