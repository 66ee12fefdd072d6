import type { Instant } from './clock.ts';
import type { PatientId, ReadingId } from './reading.ts';
import type { ReportSchedule, ScheduleOverride } from './report-schedule.ts';
import type { Language } from './source.ts';

/** Whom a report is for where nobody is named: whoever is a doctor here. */
export const ALL_DOCTORS = 'team';

/** A report as it was issued. Its content is kept beside it, word for word, and never changes; neither does what stands here. */
export interface IssuedReport {
  /** Derived from patient, period and edition: issued twice is issued once. */
  readonly id: string;
  readonly patient: PatientId;
  /** The key of a ReportPeriod. */
  readonly period: string;
  readonly from: Instant;
  readonly to: Instant;
  readonly language: Language;
  /** 1, and one more for each correction. */
  readonly edition: number;
  /** The report that a correction takes the place of, and why it was made. */
  readonly replaces?: string;
  readonly reason?: string;
  readonly issued: Instant;
  /** `hearth` by its schedule, or who asked for it. */
  readonly by: string;
  readonly doctors: readonly string[];
  /** The version of the content's form (Report.version). */
  readonly schema: number;
  /** Of the content, UTF-8, as hexadecimal digits. */
  readonly sha256: string;
  readonly bytes: number;
}

/** A doctor has read it. `sha256` says what was read. */
export interface Signature {
  readonly by: string;
  readonly at: Instant;
  readonly note: string;
  readonly sha256: string;
}

/**
 * What happened to a reading of its period, or of the period that it compares with, after it was issued: the report stood on it and it
 * was taken back; it says something else now; it came later.
 */
export const CHANGES = ['withdrawn', 'corrected', 'late'] as const;
export type Change = (typeof CHANGES)[number];
export interface ReadingChange {
  readonly report: string;
  readonly reading: ReadingId;
  readonly change: Change;
  readonly at: Instant;
}

/** An issued report, and what became of it. */
export interface IssuedState extends IssuedReport {
  readonly replacedBy?: string;
  readonly signed?: Signature;
  /** How many readings changed since, by how. */
  readonly changes: Readonly<Record<Change, number>>;
}

export interface IssuedPlace {
  readonly issued: Instant;
  readonly id: string;
}
export interface IssuedPage {
  readonly reports: readonly IssuedState[];
  readonly next?: IssuedPlace;
}

export interface IssuedReports {
  /** Once for each id: whether it was not there. */
  keep(report: IssuedReport, content: string): Promise<boolean>;
  get(id: string): Promise<IssuedState | undefined>;
  /** Word for word as it was kept. */
  content(id: string): Promise<string | undefined>;
  /** Of a patient, the last issued first. */
  of(patient: PatientId, count: number): Promise<readonly IssuedState[]>;
  /** Of everybody, the last issued first. */
  list(count: number, after?: IssuedPlace): Promise<IssuedPage>;
  /** Neither signed nor replaced, the longest waiting first; those of one doctor (and of all doctors), or everybody's. */
  toSign(doctor: string | undefined, count: number, after?: IssuedPlace): Promise<IssuedPage>;
  /** How many wait for this doctor. */
  countToSign(doctor: string | undefined): Promise<number>;
  /** Whether it was neither signed nor replaced. */
  sign(id: string, signature: Signature): Promise<boolean>;
  /** Whether nothing had replaced it. */
  replace(id: string, by: string): Promise<boolean>;
  /** Those of a patient that are about a moment or compare with it. */
  about(patient: PatientId, at: Instant): Promise<readonly IssuedReport[]>;
  /** The end of a patient's latest period; undefined where nothing was issued. */
  latestEnd(patient: PatientId): Promise<Instant | undefined>;
  /** Keeps a change; without one, what was changed stands again as it was issued. */
  mark(report: string, reading: ReadingId, change: Pick<ReadingChange, 'change' | 'at'> | undefined): Promise<void>;
  changes(report: string): Promise<readonly ReadingChange[]>;
}

/** `clinic`, or a patient's id. */
export type ScheduleScope = 'clinic' | `patient:${PatientId}`;
export const patientScope = (patient: PatientId): ScheduleScope => `patient:${patient}`;

export interface ReportSchedules {
  clinic(): Promise<ReportSchedule>;
  own(patient: PatientId): Promise<ScheduleOverride | undefined>;
  owns(): Promise<ReadonlyMap<PatientId, ScheduleOverride>>;
  /** Keeps it with its next moment; a value of undefined removes it. */
  save(scope: ScheduleScope, value: ReportSchedule | ScheduleOverride | undefined, due: Instant | undefined): Promise<void>;
  due(now: Instant, count: number): Promise<readonly { readonly scope: ScheduleScope; readonly due: Instant }[]>;
  next(): Promise<Instant | undefined>;
}

/** The issuing of one period's reports, of everybody or of some; how far it has come. Its memory is here: a restart forgets nothing. */
export interface ReportRun {
  readonly id: string;
  readonly period: string;
  /** `schedule`: of those whose reports fall due with the clinic's. */
  readonly cause: 'schedule' | 'own schedule' | 'asked';
  readonly by: string;
  /** Left out: everybody. */
  readonly patients?: readonly PatientId[];
  readonly started: Instant;
  /** Whom it looked at last, in the order of ids. */
  readonly at: PatientId;
  readonly total: number;
  readonly looked: number;
  readonly issued: number;
  /** It had been issued before. */
  readonly already: number;
  /** Without readings and without a plan, or with a schedule of their own. */
  readonly leftOut: number;
  /** Looked at again: their day is not over yet where they are, or something went wrong. */
  readonly again: readonly { readonly patient: PatientId; readonly after: Instant; readonly why?: string }[];
  readonly pass: number;
  /** Given up. */
  readonly failed: readonly { readonly patient: PatientId; readonly why: string }[];
  /** For whom, how many, and one of them. */
  readonly told: Readonly<Record<string, { readonly count: number; readonly report: string; readonly patient: PatientId }>>;
  /** Not gone on with before. */
  readonly free: Instant;
  readonly ended?: Instant;
}

export interface ReportRuns {
  get(id: string): Promise<ReportRun | undefined>;
  /** The last started first. */
  list(count: number): Promise<readonly ReportRun[]>;
  /** The next one that may be gone on with. */
  open(now: Instant): Promise<ReportRun | undefined>;
  next(): Promise<Instant | undefined>;
  save(run: ReportRun): Promise<void>;
}
