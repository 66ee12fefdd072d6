import { alertId } from '../domain/identity.ts';
import { compile } from './compile.ts';
import type { Rule } from './rule.ts';
import { shortRule, shortThreshold } from './try-condition.ts';
import { type Bench, createBench } from './try-judge.ts';

/** For tests of how alerts live: one plain rule, a glucose below 3.9 mmol/L of a fingertip. The value serves the tests, not care. */

/** Eight in the morning where the patient of the bench lives. */
export const EIGHT = Date.UTC(2026, 2, 2, 0);

/** The limit of `low`, for rules beside it. */
export const limit = { limit: shortThreshold(3.9, 'mmol/L', { unit: 'mg/dL', value: 70 }) };
export const low = shortRule({
  id: 'glucose.low',
  when: { value: 'glucose', below: 'limit' },
  thresholds: limit,
  advises: ['diet'],
  starts: 'low-glucose',
  appliesTo: { specimen: 'sample' },
});
export const lows = compile([low]);

/** The bench of these rules; of `low` alone without any. */
export const bench = (...rules: readonly Rule[]): Bench => createBench(rules.length > 0 ? compile(rules) : lows);

/** The alert of `low` that this reading opened. */
export const named = (reading: string): string => alertId('p1', 'glucose.low', reading);
