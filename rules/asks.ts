import { type Condition, kindOf } from './conditions/registry.ts';
import { durationMs } from './duration.ts';

/** An answer that a rule looks at. */
export interface Asked {
  readonly question: string;
  readonly options: readonly string[];
  readonly withinMs: number;
}

/** The answers that a condition looks at, anywhere in it. */
export function asksOf(condition: Condition): readonly Asked[] {
  if (!('answered' in condition))
    return kindOf(condition)
      .inner(condition)
      .flatMap((inner) => asksOf(inner.condition));
  const { question, options, within } = condition.answered;
  return [{ question, options, withinMs: durationMs(within) }];
}
