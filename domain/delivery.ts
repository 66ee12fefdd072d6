import type { Instant } from './clock.ts';
import type { DeviceId, ReadingId } from './reading.ts';

/** Bytes that arrived at a door, before anybody understood them. */
export interface Delivery {
  readonly device: DeviceId;
  readonly received: Instant;
  readonly topic: string;
  readonly payload: Uint8Array;
  /** What a clinic's mapping made of the payload, where the topic names one. */
  readonly mapped?: Mapped;
}

/** Hearth's own JSON, and the MAC of the sensor behind a gateway; or why there is none. */
export type Mapped = { readonly json: Uint8Array; readonly sensor?: unknown } | { readonly nothing: string } | { readonly problem: string };

/** `passed-over`: it was understood, and said nothing about a body. */
export type ReceiptOutcome = 'accepted' | 'duplicate' | 'correction' | 'quarantined' | 'passed-over';

/** What Hearth answers to a delivery, once everything that follows from it is durable. */
export interface Receipt {
  readonly outcome: ReceiptOutcome;
  readonly readings: readonly { readonly id: ReadingId; readonly outcome: 'new' | 'repeat' | 'correction' }[];
  /** Why it waits in quarantine (a code and a sentence), or was passed over. */
  readonly why?: string;
}

/** Resolves after the commit that holds the delivery and all that follows from it; rejects when nothing was stored. */
export type Intake = (delivery: Delivery) => Promise<Receipt>;
