import type { z } from 'zod';
import type { Clock, Instant } from '../domain/clock.ts';
import type { Way } from '../domain/contact.ts';
import type { Envelope, Outcome } from '../domain/message.ts';
import type { DeviceId, PatientId } from '../domain/reading.ts';
import type { Store } from '../domain/store.ts';
import type { HeardPost, Posted } from './post.ts';

/** An envelope, and what a channel may need to file or rank it. Holds the patient's pseudonym, never a name. */
export interface Letter extends Envelope {
  readonly about: PatientId;
  readonly urgent: boolean;
  /** In the place of the subject, where there is room for one line only: what to do now. */
  readonly brief?: string;
  /** Where the person goes from here; the text says it too. */
  readonly link?: string;
  /** Where the person says that only what is urgent shall come; absent for what is urgent, and for whose work it is. */
  readonly unsubscribe?: string;
  /** After this nobody wants it any more: a provider that can shall drop it. */
  readonly expires?: Instant;
}

/** What a channel may ask of the house. */
export interface ChannelParts {
  readonly clock: Clock;
  readonly store: Pick<Store, 'transact'>;
  /** Where a provider reports what became of the message with this key; absent where the house has no public address. */
  readonly callback?: (channel: string, key: string) => string;
  /** 32 bytes that only this house has, other ones for each purpose. */
  readonly secret?: (purpose: string) => Uint8Array;
  /** Tells a connected device something on `hearth/v1/<device>/down/<what>`. */
  readonly downlink?: (
    device: DeviceId,
    what: string,
    payload: string,
    signal: AbortSignal,
  ) => Promise<'acknowledged' | 'not-connected' | 'does-not-listen' | 'no-answer'>;
}

/** One way to reach a person. The file holds all of it: name, settings, sending. */
export interface ChannelKind<Settings = unknown> {
  readonly name: string;
  readonly way: Way;
  /** Whether it carries to this address, where several channels serve one way; the first in the registry that does is used. */
  takes?(address: string): boolean;
  readonly settings: z.ZodType<Settings>;
  /** Whether the provider drops a second send with the same key, or a crash may repeat it. Shown in the docs. */
  readonly repeats: 'never' | 'after-a-crash';
  open(settings: Settings, parts: ChannelParts): Channel;
}

/** What a provider reports of a message that it had taken. */
export type Report =
  | { readonly is: 'delivered' | 'read' }
  | { readonly is: 'failed'; readonly why: string; readonly wrongAddress: boolean }
  /** On its way still. */
  | { readonly is: 'nothing' }
  /** Not from the provider. */
  | { readonly is: 'forged' };

export interface ReportRequest {
  /** As the provider called it, whole. */
  readonly url: string;
  readonly header: (name: string) => string | undefined;
  readonly form: ReadonlyMap<string, string>;
}

export interface Channel {
  /** Whether the provider reports what arrived. */
  readonly confirms?: boolean;
  /** Reads what the provider posts to the address that `callback` gave it. */
  report?(request: ReportRequest): Report;
  /** Reads what the provider posts to the one address that was typed in at the provider's: `/api/v1/callbacks/<channel>`. */
  hear?(posted: Posted): HeardPost;
  /**
   * Reports; never throws for what the world does, and never retries by itself. What it says why holds no secret, no address and
   * nothing that the other side wrote: it is stored, shown and logged. Ends soon after `signal` aborts.
   */
  send(letter: Letter, signal: AbortSignal): Promise<Outcome>;
  close?(): Promise<void>;
}
