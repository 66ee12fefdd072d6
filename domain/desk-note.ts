import type { AlertId } from './alert.ts';
import type { Instant } from './clock.ts';
import type { PatientId } from './reading.ts';

export const CALLED = ['patient', 'caregiver', 'other'] as const;
export type Called = (typeof CALLED)[number];

/** What a person did about an alert besides acknowledging, snoozing or closing it. What was noted stays as it was noted. */
export type DeskNote = {
  readonly id: string;
  readonly alert: AlertId;
  readonly patient: PatientId;
  readonly at: Instant;
  readonly by: string;
} & (
  | { readonly is: 'call'; readonly whom: Called; readonly reached: boolean; readonly said: string }
  /** Own words to the patient or the caregiver; `message` is its key in the outbox. */
  | { readonly is: 'message'; readonly to: 'patient' | 'caregiver'; readonly text: string; readonly message: string }
  | { readonly is: 'task'; readonly task: string }
);

/** The most recent notes that are shown or weighed at once. */
export const MOST_NOTES = 500;
