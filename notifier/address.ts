import type { Person, Preferences } from '../domain/contact.ts';
import type { Language } from '../domain/source.ts';
import type { QuietHours } from './quiet-hours.ts';

/** One place where a person is reached, and how that person wants it. */
export interface Address {
  readonly channel: string;
  readonly address: string;
  readonly language: Language;
  readonly person?: Person;
  /** Among the ways to one person, for what can wait: the next one only where this fails. Without one: on every way. */
  readonly rank?: number;
  /** The person's own; the clinic's otherwise. */
  readonly quietHours?: QuietHours;
  readonly zone?: string;
  readonly nonUrgent?: Preferences['nonUrgent'];
  readonly digestAt?: string;
}
