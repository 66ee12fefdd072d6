import { z } from 'zod';
import type { ConditionKind } from './condition.ts';
import type { Condition } from './registry.ts';

/**
 * It does not hold. Only about the reading itself: "not enough readings" would otherwise read as "the mean is not raised" (semantics 3.7).
 */
export interface NotCondition {
  readonly not: Condition;
}

export const not: ConditionKind<NotCondition> = {
  name: 'not',
  schema: (condition) => z.strictObject({ not: condition }),
  uses: () => [],
  inner: ({ not: condition }) => [{ condition, path: ['not'], alone: true }],
  kinds: () => undefined,
  single: true,

  compile({ not: condition }, parts) {
    const compiled = parts.compile(condition);
    return {
      holds: (look) => !compiled.holds(look),
      evidence: ({ point }) => [point],
      tell: () => {},
      spanMs: 0,
    };
  },
};
