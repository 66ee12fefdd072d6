import { z } from 'zod';
import type { ConditionKind } from './condition.ts';

/**
 * Nothing was heard for longer than the patient's plan says, and some grace: `{ silence: grace }`.
 * No reading can fulfil it; it runs on timers, by the server's clock, so that a device's wrong clock cannot quiet it.
 */
export interface SilenceCondition {
  /** A threshold in hours, added to the plan's `everyDays`. */
  readonly silence: string;
}

export const silence: ConditionKind<SilenceCondition> = {
  name: 'silence',
  schema: () => z.strictObject({ silence: z.string() }),
  uses: ({ silence: name }) => [{ name, path: ['silence'], units: ['h'] }],
  inner: () => [],
  kind: () => undefined,
  single: false,

  compile: () => ({ holds: () => false, evidence: () => [], tell: () => {}, spanMs: 0 }),
};
