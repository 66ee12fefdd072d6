import type { AlertId } from './alert.ts';
import type { Instant } from './clock.ts';
import type { Answers } from './questionnaire.ts';
import type { PatientId } from './reading.ts';
import type { Localized } from './source.ts';

/** A question that a pathway asked a patient, and what came of it. */
export interface FollowUp {
  readonly id: string;
  readonly run: string;
  readonly patient: PatientId;
  readonly alert?: AlertId;
  readonly question: Localized;
  readonly options: readonly {
    readonly id: string;
    readonly text: Localized;
    /** Who answers this is in danger: the team was told at once, and a report begins with it. */
    readonly danger?: true;
    /** Who answers this says that the reading that began it does not count. */
    readonly withdraws?: true;
  }[];
  /** A proposed visit: the answer says whether the patient comes. */
  readonly visit?: { readonly at: Instant; readonly minutes: number };
  /** The id of a questionnaire: the answer is what was filled in, kept as a response under the same id. */
  readonly questionnaire?: string;
  readonly asked: Instant;
  readonly due: Instant;
  readonly state:
    | { readonly is: 'open' }
    | { readonly is: 'answered'; readonly answer: string; readonly at: Instant }
    | { readonly is: 'unanswered'; readonly at: Instant };
}

/** One choice of a patient, as rules look at it. */
export interface GivenAnswer {
  /** Of the follow-up, or of the response and its item: heard twice, it is one. */
  readonly id: string;
  /** `pathway.step`, or `questionnaire.item`. */
  readonly question: string;
  readonly option: string;
  readonly at: Instant;
}

/** One walk of one patient through one pathway. The whole of its memory, so that a restart forgets nothing. */
export interface Run {
  readonly id: string;
  readonly pathway: string;
  readonly patient: PatientId;
  readonly alert?: AlertId;
  readonly started: Instant;
  readonly at: string;
  readonly done: boolean;
  /** Readings that were taken from then on count for where it stands. */
  readonly readingsFrom?: Instant;
  /** The item of the patient's plan that it is for. */
  readonly item?: string;
  /** What its texts speak of, by the names that its pathway `takes`. */
  readonly values?: Readonly<Record<string, string>>;
}

/** A questionnaire, filled in. */
export interface Response {
  /** That of the follow-up that asked. */
  readonly id: string;
  readonly patient: PatientId;
  readonly questionnaire: string;
  readonly version: number;
  readonly answered: Instant;
  /** The patient's id, or the user who heard it on the phone. */
  readonly by: string;
  readonly answers: Answers;
  readonly scores: Readonly<Record<string, number>>;
  /** The ids of what the answers mean, the gravest first. */
  readonly findings: readonly string[];
}
