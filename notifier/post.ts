import type { Report } from './channel.ts';

/** What a provider posts to the one address that it has for all messages. */
export interface Posted {
  readonly query: ReadonlyMap<string, string>;
  /** As it arrived; empty when a provider only asks whether the address is ours. */
  readonly body: string;
}

/** Of one message: the key that we gave it, or the number that the provider gave it. */
export interface Reported {
  readonly of: { readonly key: string } | { readonly receipt: string };
  readonly report: Report;
}

/** What somebody wrote to the clinic's account with this provider. */
export interface Wrote {
  readonly id: string;
  /** Their address on this channel. */
  readonly from: string;
  readonly text: string;
  readonly attachments: number;
  /** What the provider shall show them when it comes from nobody whom we know; `type` as below. */
  readonly stranger: Answer;
}

/** What the provider wants to hear, or it posts again. */
export interface Answer {
  readonly type: 'application/json' | 'text/plain' | 'application/xml';
  readonly body: string;
}

export type HeardPost =
  /** Not from the provider. */
  | { readonly is: 'forged' }
  | { readonly is: 'heard'; readonly reports: readonly Reported[]; readonly wrote?: Wrote; readonly answer: Answer };
