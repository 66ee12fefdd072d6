import { z } from 'zod';
import { Meal } from '../../domain/reading.ts';
import type { ConditionKind } from './condition.ts';

/** The reading was taken around one of these meals: `{ meal: [fasting, before] }`. A reading without context does not fulfil it (semantics 3.6). */
export interface MealCondition {
  readonly meal: readonly Meal[];
}

export const meal: ConditionKind<MealCondition> = {
  name: 'meal',
  schema: () => z.strictObject({ meal: z.array(Meal).min(1) }),
  uses: () => [],
  inner: () => [],
  kinds: () => ['glucose'],
  single: true,

  compile({ meal: wanted }) {
    const among = new Set<string>(wanted);
    return {
      holds: ({ point }) => among.has(point.meal),
      evidence: ({ point }) => [point],
      tell({ point }, values) {
        values.meal = point.meal;
      },
      spanMs: 0,
    };
  },
};
