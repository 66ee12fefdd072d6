import type { Instant } from './clock.ts';
import type { PatientId } from './reading.ts';

/** Which of two values of a limit makes a rule speak sooner and end later; undefined where nobody can say. */
export type Safer = 'lower' | 'higher';

/** Whom a limit is for: `clinic`, `cohort:pregnancy`, or a patient's id. */
export type Scope = string;

export const CLINIC: Scope = 'clinic';
const COHORT = 'cohort:';
export const scopeOfCohort = (cohort: string): Scope => COHORT + cohort;
/** A patient's id has no colon. */
export const cohortOf = (scope: Scope): string | undefined => (scope.startsWith(COHORT) ? scope.slice(COHORT.length) : undefined);
export const patientOf = (scope: Scope): PatientId | undefined => (scope === CLINIC || cohortOf(scope) !== undefined ? undefined : scope);

/** The name under which a rule is off (1) or on (0) like a limit: no threshold may be called so. */
export const OFF = 'off';

/** The rules that a history of limits leaves turned off at a moment. */
export function turnedOff(history: readonly Threshold[], at: Instant): ReadonlyMap<string, Instant> {
  const inForce = history.filter(({ name, since, until }) => name === OFF && since <= at && (until === undefined || until > at));
  // Oldest first: of each rule the last that was said.
  const last = new Map(inForce.map((one) => [one.rule, one]));
  return new Map([...last.values()].flatMap(({ rule, value, since }) => (value === 1 ? [[rule, since] as const] : [])));
}

export interface Threshold {
  readonly scope: Scope;
  readonly rule: string;
  readonly name: string;
  /** In the unit of the rule. */
  readonly value: number;
  /** As the person wrote it. Absent in what was set before units were kept. */
  readonly given?: { readonly value: number; readonly unit: string };
  readonly safer?: Safer;
  readonly by: string;
  /** The other person, where it weakens what protects. */
  readonly approvedBy?: string;
  readonly reason: string;
  readonly since: Instant;
  /** Not in force from then on; it may lie ahead. */
  readonly until?: Instant;
  /** Who took it back or put another in its place; absent where it was set for a time. */
  readonly ended?: { readonly by: string; readonly because: string };
}

/** What becomes of a limit. A value of undefined goes back to what lies beneath. */
export type ThresholdChange = Omit<Threshold, 'value' | 'ended'> & { readonly value: number | undefined };

/** A limit as a person gives it: a number and, as a rule, its unit. */
export interface GivenLimit {
  readonly value: number;
  readonly unit?: string | undefined;
}

/** What a person wants of one limit. `given` null goes back to what lies beneath; under the name `off`, 1 turns the rule off and 0 on. */
export interface WantedLimit {
  readonly scope: Scope;
  readonly rule: string;
  readonly name: string;
  readonly given: GivenLimit | null;
  readonly by: string;
  readonly reason: string;
  readonly since?: Instant | undefined;
  readonly until?: Instant | undefined;
}

/** In force, or waiting for another person's approval. */
export type LimitDone = { readonly is: 'in-force' } | { readonly is: 'proposed'; readonly proposal: Proposal };

/** A group of patients that a clinic names, with limits of its own. */
export interface Cohort {
  readonly id: string;
  /** In the clinic's own words. */
  readonly name: string;
  readonly about: string;
  readonly by: string;
  readonly since: Instant;
}

export interface Membership {
  readonly cohort: string;
  readonly patient: PatientId;
  readonly by: string;
  readonly reason: string;
  readonly since: Instant;
  readonly until?: Instant;
  readonly ended?: { readonly by: string; readonly because: string };
}

/** A change that would weaken what protects: not in force until another person approves it. */
export interface Proposal {
  readonly id: string;
  readonly at: Instant;
  readonly by: string;
  readonly expires: Instant;
  readonly reason: string;
  readonly change:
    | { readonly is: 'limit'; readonly limit: ThresholdChange }
    | { readonly is: 'join' | 'leave'; readonly cohort: string; readonly patient: PatientId };
  /** What it would weaken, as it was when it was proposed. */
  readonly weakens: readonly {
    readonly rule: string;
    readonly name: string;
    readonly from: number;
    readonly to: number;
    readonly unit: string;
  }[];
  /** From when on; absent in what was proposed before this was kept. */
  readonly weakensAt?: Instant;
  readonly decided?: { readonly as: 'approved' | 'refused'; readonly at: Instant; readonly by: string; readonly note: string };
}

/** Whom a proposal is about: one patient, or nobody in particular. */
export function patientsOfProposal({ change }: Pick<Proposal, 'change'>): readonly PatientId[] {
  const patient = change.is === 'limit' ? patientOf(change.limit.scope) : change.patient;
  return patient === undefined ? [] : [patient];
}

/** Whose limits it is that a proposal would weaken. */
export const whomOf = ({ change }: Pick<Proposal, 'change'>): Scope => (change.is === 'limit' ? change.limit.scope : change.patient);

/** At which moment what it would weaken is looked at, asked now. */
export const momentOf = ({ weakensAt }: Pick<Proposal, 'weakensAt'>, now: Instant): Instant => Math.max(weakensAt ?? now, now);
