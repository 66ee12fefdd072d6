import type { AdverseContent } from './adverse-content.ts';
import type { Instant } from './clock.ts';
import type { PatientId } from './reading.ts';

/**
 * `draft`: begun, and nobody has handed it in. `submitted`: by the patient. `under-review`: somebody of the clinic works on it.
 * `completed`: whoever may has signed it off. `exported`: it was handed out to be reported. `dismissed`: no adverse reaction, or told twice.
 */
export type AdverseState = 'draft' | 'submitted' | 'under-review' | 'completed' | 'exported' | 'dismissed';
export const ADVERSE_STATES = [
  'draft',
  'submitted',
  'under-review',
  'completed',
  'exported',
  'dismissed',
] as const satisfies AdverseState[];

export interface AdverseReport {
  readonly id: string;
  readonly patient: PatientId;
  readonly state: AdverseState;
  /** Counts from 1 with every change: whoever saves says which one they changed. */
  readonly version: number;
  readonly begun: Instant;
  /** Who began it: the patient's own id, a user, or `hearth` for what a patient said in a question. */
  readonly by: string;
  readonly from: 'patient' | 'clinician' | 'question';
  /** The patient's own words, where a question began it. */
  readonly words?: string;
  /** When the clinic first knew of it: what the deadline counts from. */
  readonly aware?: Instant;
  /** When people were told that it is serious; never twice for the same criteria. */
  readonly alarmed?: { readonly at: Instant; readonly of: readonly string[] };
  readonly content: AdverseContent;
  readonly exported?: { readonly at: Instant; readonly by: string; readonly format: AdverseFormat; readonly times: number };
  /** Why it was dismissed, or opened again. */
  readonly reason?: string;
}
export type AdverseFormat = 'e2b' | 'fhir' | 'html' | 'pdf';

/** A report as it stood after one change: the one before it is the version before. */
export interface AdverseVersion {
  readonly report: string;
  readonly version: number;
  readonly at: Instant;
  readonly by: string;
  readonly did: string;
  readonly state: AdverseState;
  readonly content: AdverseContent;
}
