import type { AlertId } from './alert.ts';
import type { Instant } from './clock.ts';
import type { Decision } from './decision.ts';
import type { Look, OpenLook } from './look.ts';
import type { Judgement, PatientId, ReadingId } from './reading.ts';
import type { Act, ActFilter, ChainedAct } from './user.ts';

/** Who did and saw what. */
export interface AuditRecords {
  readonly audit: {
    note(acts: readonly Act[]): Promise<void>;
    /** Newest first. */
    list(count: number, patient?: PatientId): Promise<readonly Act[]>;
    /** Newest first, before a place in the chain. `did`: what it begins with. */
    search(which: ActFilter, count: number, before?: number): Promise<readonly ChainedAct[]>;
    /** Oldest first, behind a place in the chain. */
    after(seq: number, count: number): Promise<readonly ChainedAct[]>;
    end(): Promise<{ readonly seq: number; readonly hash: string } | undefined>;
  };
  /** Who looked at what: the first look of a window is an act at once, the others are counted, and their number is an act at its end. */
  readonly looks: {
    note(looks: readonly Look[]): Promise<void>;
    /** Writes the numbers of windows that have ended. How many there were. */
    close(now: Instant, count: number): Promise<number>;
    next(): Promise<Instant | undefined>;
    /** Windows that are open, of one patient. */
    of(patient: PatientId): Promise<readonly OpenLook[]>;
  };
  /** For whoever looks into what happened. */
  readonly incidents: {
    /** What was decided about an alert, since <= decided <= until, in the order of commits. */
    decisions(
      alert: AlertId,
      since: Instant,
      until: Instant,
    ): Promise<readonly { readonly position: number; readonly decided: Instant; readonly decision: Decision }[]>;
    /** Which rules looked at each reading, or why none had to. */
    judgements(readings: readonly ReadingId[]): Promise<ReadonlyMap<ReadingId, Judgement | undefined>>;
  };
}
