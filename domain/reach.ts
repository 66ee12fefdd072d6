import type { Instant } from './clock.ts';
import type { Person } from './contact.ts';
import type { PatientId } from './reading.ts';

/**
 * How far a message got, four different things: a provider has taken it; it is on the person's telephone or device; the person has
 * opened it; the person has said so.
 */
export const STEPS = ['accepted', 'delivered', 'read', 'acknowledged'] as const;
export type Step = (typeof STEPS)[number];

/** One message to one address: what is known of it. */
export interface Send {
  /** Of the envelope: what the provider and the links know it by. */
  readonly key: string;
  readonly message: string;
  readonly about: PatientId;
  readonly person: Person;
  readonly channel: string;
  /** Names the address without showing it: another address has another mark. */
  readonly mark: string;
  readonly template: string;
  readonly urgent: boolean;
  readonly tried: Instant;
  readonly steps: Readonly<Partial<Record<Step, Instant>>>;
  readonly receipt?: string;
  /** Why it did not go on: the last attempt failed, or the provider took it and could not deliver it. */
  readonly failed?: { readonly at: Instant; readonly why: string; readonly wrongAddress: boolean };
}

/** One way to one person, over all that was sent on it. */
export interface Reach {
  readonly person: Person;
  readonly about: PatientId;
  readonly channel: string;
  readonly mark: string;
  /** When a provider last took something. */
  readonly sent?: Instant;
  /** When it was last known that something arrived: delivered, read or acknowledged. */
  readonly confirmed?: Instant;
  /** The oldest message behind that, which nobody has confirmed. */
  readonly unconfirmedSince?: Instant;
  /** When it was last tried on purpose. */
  readonly drilled?: Instant;
  /** Since when the provider says that there is no such address. */
  readonly wrong?: { readonly since: Instant; readonly why: string };
}

/** The furthest step. */
export const stepOf = ({ steps }: Pick<Send, 'steps'>): Step | undefined => STEPS.findLast((step) => steps[step] !== undefined);
