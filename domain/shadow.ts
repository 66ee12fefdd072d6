import type { Severity } from './alert.ts';
import type { Instant } from './clock.ts';
import type { Patient } from './patient.ts';
import type { PatientId } from './reading.ts';

/** Whom a shadow looks at: one patient, the patients of a group or a cohort, or all. */
export type ShadowOf = { readonly patient: PatientId } | { readonly group: Patient['group'] } | { readonly cohort: string } | 'all';

export const MOST_SHADOW_DAYS = 60;

/** A draft that runs beside the live rules for some days and tells nobody. */
export interface Shadow {
  readonly id: string;
  readonly name: string;
  readonly by: string;
  readonly started: Instant;
  /** When it ends by itself. */
  readonly until: Instant;
  readonly of: ShadowOf;
  /** Limits by `rule.name`. */
  readonly limits: Readonly<Record<string, number>>;
  /** The drafted rules, as the text of a pack. */
  readonly pack?: string;
  /** The rule set beside which it was started. */
  readonly rules: string;
  /** When all patients were last looked at, also those of whom nothing was heard. */
  readonly swept: Instant;
  readonly ended?: { readonly at: Instant; readonly because: 'time' | 'person'; readonly by?: string };
}

/** An alert as a replay found it. */
export interface LivedAlert {
  readonly patient: PatientId;
  readonly rule: string;
  readonly severity: Severity;
  readonly opened: Instant;
  readonly raised: Instant;
  /** Undefined: still open at the end of the time. */
  readonly ended?: Instant | undefined;
  readonly late: boolean;
  /** How many messages went out about it. */
  readonly messages: number;
  /** The patient's day on which people would have heard of it, and whether it was night there. */
  readonly day: string;
  readonly night: boolean;
}

/** What one patient's time in a shadow came to, under the rules of today and under the draft. */
export interface ShadowLife {
  readonly today: readonly LivedAlert[];
  readonly draft: readonly LivedAlert[];
  readonly readings: number;
}

/** What a store keeps of shadows. */
export interface ShadowRecords {
  readonly shadows: {
    get(id: string): Promise<Shadow | undefined>;
    /** Newest first. */
    list(count: number): Promise<readonly Shadow[]>;
    running(): Promise<readonly Shadow[]>;
    save(shadow: Shadow): Promise<void>;
    /** Something was heard of these patients: they are to be looked at again. */
    mark(shadow: string, patients: readonly PatientId[]): Promise<void>;
    /** Marked, and not looked at since `before`; those that were never looked at first. */
    waiting(before: Instant, count: number): Promise<readonly ShadowMark[]>;
    /** How many of a shadow's patients are marked. */
    waitingOf(shadow: string): Promise<number>;
    /** When the first of those that are marked was last looked at; 0: one never was. */
    oldestWaiting(): Promise<Instant | undefined>;
    /** What a look found; a mark that came meanwhile stays. */
    keep(mark: ShadowMark, life: ShadowLife, at: Instant): Promise<void>;
    lives(shadow: string): Promise<readonly ShadowLife[]>;
  };
}

export interface ShadowMark {
  readonly shadow: string;
  readonly patient: PatientId;
  /** How often it was marked. */
  readonly marked: number;
}
