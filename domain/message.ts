import type { AlertId } from './alert.ts';
import type { Instant } from './clock.ts';
import type { PatientId } from './reading.ts';

export type Role = 'patient' | 'caregiver' | 'coordinator' | 'doctor' | 'pharmacist' | 'dietitian';

/** One message to one person, owed from the moment its transaction commits. */
export interface Message {
  /** Idempotency key, derived from what caused it: the same cause never makes two messages. */
  readonly key: string;
  /** `person` is a patient id for the patient, `team` for whoever of that role cares for the patient, or the id of one user. */
  readonly to: { readonly person: string; readonly role: Role };
  /** `NOBODY` for what is about no patient. */
  readonly about: PatientId;
  readonly alert?: AlertId;
  readonly template: string;
  readonly values: Readonly<Record<string, string | number>>;
  readonly urgent: boolean;
  readonly due: Instant;
  /** After this it would do harm or amuse: "measure again in 15 minutes", an hour late. */
  readonly expires?: Instant;
  /** Only where somebody is known as whom it is for: not everybody is looked after by somebody, and then it is no failure. */
  readonly ifAny?: true;
  /** Goes out with the others of the same name: a digest. */
  readonly together?: string;
}

/** Whom a message is about that concerns no patient, such as a test of somebody's alarm. */
export const NOBODY: PatientId = '';

/**
 * In the values of a letter that holds an alert's own text and an instruction: until when that text is of use, where the instruction is of none
 * any more before.
 */
export const ALERT_LASTS = 'alertLasts';

/** The template of an alert's own text to the patient: the only one that a pathway takes into its letter. */
export const ALERT_TEXT = 'alert.patient';

/** Rendered for one channel, in one language. */
export interface Envelope {
  readonly key: string;
  readonly address: string;
  readonly subject: string;
  readonly text: string;
}

/** A channel reports what the provider said; it never throws for what the world does, and never retries by itself. */
export type Outcome =
  /** `reached`: more than taken for delivery, where the channel learns it at once. */
  | { readonly is: 'accepted'; readonly receipt?: string; readonly reached?: 'delivered' }
  | { readonly is: 'failed'; readonly why: string; readonly retryAfterMs?: number }
  /** `wrongAddress`: it would refuse any message to this address. */
  | { readonly is: 'refused'; readonly why: string; readonly wrongAddress?: true };

/** What the outbox knows of a message. Accepted by a provider is not yet read by a person. */
export type Delivery =
  | { readonly is: 'waiting'; readonly attempts: number; readonly next: Instant; readonly why?: string }
  | { readonly is: 'accepted'; readonly at: Instant; readonly channel: string; readonly receipt?: string }
  /**
   * `why` it was not sent before its time had passed; absent where nobody wanted it any more. `took`: the ways on which the same message was
   * in time.
   */
  | { readonly is: 'expired'; readonly at: Instant; readonly why?: string; readonly took?: string }
  /** It is told in another message, together with others. */
  | { readonly is: 'gathered'; readonly at: Instant; readonly into: string }
  | { readonly is: 'dead'; readonly at: Instant; readonly why: string };
