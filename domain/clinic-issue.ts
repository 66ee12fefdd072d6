import type { Instant } from './clock.ts';

/** The clinic's report of a period as it was issued; its content is kept beside it, word for word, and never changes. */
export interface ClinicIssue {
  /** Derived from the period: issued twice is issued once. */
  readonly id: string;
  /** The key of a ReportPeriod. */
  readonly period: string;
  readonly from: Instant;
  readonly to: Instant;
  readonly issued: Instant;
  readonly by: string;
  readonly patients: number;
  /** The version of the content's form (CohortReport.version). */
  readonly schema: number;
  /** Of the content, UTF-8, as hexadecimal digits. */
  readonly sha256: string;
  readonly bytes: number;
}

/** One that fell due and is not written yet. */
export interface OwedClinicIssue {
  readonly id: string;
  readonly period: string;
  readonly due: Instant;
  /** Not tried before. */
  readonly free: Instant;
  /** How often it could not be written, and why the last time. */
  readonly failed: number;
  readonly why?: string;
}

export interface ClinicIssues {
  /** Fell due: to be written. One that is known already stays as it is. */
  owe(owed: OwedClinicIssue): Promise<void>;
  /** What is to be written and may be tried now, the oldest first. */
  owed(now: Instant): Promise<OwedClinicIssue | undefined>;
  /** When the next one may be tried. */
  next(): Promise<Instant | undefined>;
  /** It could not be written: when it is tried again. */
  putOff(owed: OwedClinicIssue, until: Instant): Promise<void>;
  /** Once for each id: whether it was not there. */
  keep(issue: ClinicIssue, content: string): Promise<boolean>;
  get(id: string): Promise<ClinicIssue | undefined>;
  /** Word for word as it was kept. */
  content(id: string): Promise<string | undefined>;
  /** The last issued first. */
  list(count: number): Promise<readonly ClinicIssue[]>;
}
