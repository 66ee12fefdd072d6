import type { AdviceAttempt, ModelExchange } from '../domain/advice.ts';
import type { Fact } from './fact.ts';
import type { Brief, Draft } from './generator.ts';

export type Review = Pick<NonNullable<AdviceAttempt['review']>, 'agrees' | 'why'>;

/** A second opinion on a draft that the guard has let pass. It can only turn down: nothing that the guard refused comes back. */
export interface AdviceReviewer {
  readonly name: string;
  /** Rejects with GeneratorError when it cannot say; then nobody has agreed. */
  review(draft: Draft, facts: readonly Fact[], brief: Brief, signal: AbortSignal, keep: (exchange: ModelExchange) => void): Promise<Review>;
}
