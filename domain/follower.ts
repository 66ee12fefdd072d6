import type { Decision } from './decision.ts';
import type { Judgement, Reading } from './reading.ts';

/** What one commit held, in commit order. */
export type Committed =
  /** `replaced`: what an earlier delivery or decision said under the same identity, oldest first; where nothing was, it is absent. */
  | { readonly position: number; readonly reading: Reading; readonly judgement: Judgement; readonly replaced?: readonly Reading[] }
  | { readonly position: number; readonly decision: Decision };

/**
 * Which entries it reads; positions of one stream never go back. `readings-reported-on` are those readings of which an issued report may
 * say otherwise: of a period that was issued, or of another time or patient before.
 */
export type Heard = 'readings' | 'readings-reported-on' | 'decisions';

/** Works after the ack, at its own pace. May see an entry again after a crash: must come to the same end. */
export interface Follower {
  readonly name: string;
  readonly hears: Heard;
  /** Resolves when all entries have arrived where they should; rejects when the world is down: the same entries come again. */
  follow(entries: readonly Committed[], signal: AbortSignal): Promise<void>;
}
