import type { AlertId } from './alert.ts';
import type { Instant } from './clock.ts';
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
  }[];
  readonly asked: Instant;
  readonly due: Instant;
  readonly state:
    | { readonly is: 'open' }
    | { readonly is: 'answered'; readonly answer: string; readonly at: Instant }
    | { readonly is: 'unanswered'; readonly at: Instant };
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
}
