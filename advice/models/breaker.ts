import { type Clock, MINUTE } from '../../domain/clock.ts';

export interface Breaker {
  /** Whether to try: yes while all is well; after several outages running, one trial once the pause is over, and nobody else until it is told. */
  mayTry(): boolean;
  tell(outcome: 'well' | 'outage'): void;
}

/** So many outages running, and the endpoint is left alone for so long. */
const OUTAGES = 3;
const PAUSE_MS = 5 * MINUTE;
/** A trial whose end nobody told, because the process had other worries, does not close the way for ever. */
const TRIAL_MS = MINUTE;

/** A dead endpoint costs its time-out only now and then. Lives and dies with the process: a restart tries anew. */
export function createBreaker(clock: Clock): Breaker {
  let outages = 0;
  let until = 0;
  return {
    mayTry() {
      if (outages < OUTAGES) return true;
      if (clock.now() < until) return false;
      until = clock.now() + TRIAL_MS;
      return true;
    },
    tell(outcome) {
      outages = outcome === 'well' ? 0 : outages + 1;
      if (outages >= OUTAGES) until = clock.now() + PAUSE_MS;
    },
  };
}
