import type { Approval } from './advice-approval.ts';
import type { AlertId } from './alert.ts';
import type { Instant } from './clock.ts';
import type { PatientId } from './reading.ts';
import type { Language } from './source.ts';

export type Topic = 'diet' | 'exercise' | 'measuring';

/** One question to a model, as it was put, and what came back. Holds no identity: neither does a prompt. */
export interface ModelExchange {
  readonly model: string;
  readonly prompt: readonly { readonly role: string; readonly content: string }[];
  /** The answer to the byte, as far as 16 KiB. */
  readonly raw?: string;
  /** Why there is none. */
  readonly failed?: string;
}

/** What one check of the guard said of one draft. */
export interface CheckVerdict {
  readonly check: string;
  /** Empty: passed. `sentence` counts from 0. */
  readonly findings: readonly { readonly sentence: number; readonly why: string }[];
}

/** One attempt at a text, from the question to the verdict. */
export interface AdviceAttempt {
  readonly by: string;
  readonly exchanges: readonly ModelExchange[];
  readonly draft?: readonly { readonly text: string; readonly topic: Topic; readonly facts: readonly string[]; readonly source?: string }[];
  /** Of every check, also of those that had nothing to say; empty when there was no draft. */
  readonly verdicts: readonly CheckVerdict[];
  /** What the second model said, where there is one and the guard had let the draft pass. */
  readonly review?: {
    readonly by: string;
    readonly agrees: boolean;
    readonly why: readonly string[];
    readonly exchanges: readonly ModelExchange[];
  };
  readonly failed?: string;
  readonly outcome: 'sent' | 'sent in part' | 'turned down';
}

/** Everything that led to a text: kept with it, so that anybody can be told later why it says what it says. */
export interface AdviceTrail {
  readonly situation: string;
  /** Somebody may have been in danger: no model was asked, and the fixed text went out at once. */
  readonly urgent: boolean;
  readonly topics: readonly Topic[];
  /** All facts that the writer had; those that the text uses stand with it. */
  readonly facts: readonly { readonly id: string; readonly statement: string }[];
  /** What was ruled out for this person, and why. */
  readonly mustAvoid: readonly { readonly id: string; readonly text: string }[];
  readonly attempts: readonly AdviceAttempt[];
  /** The text as it was handed to the channels; none when no sentence was left. */
  readonly text?: string;
  /** Whose word was needed after the guard's: nobody's, or a person's (`approval` says which became of that). */
  readonly approved: 'by the guard' | 'by a person';
}

/** Words that help, as they were given: with what they stand on and what the guard said. */
export interface Advice {
  readonly id: string;
  readonly patient: PatientId;
  readonly alert: AlertId;
  readonly language: Language;
  readonly written: Instant;
  /** The generator's name: `curated`, or the model's. */
  readonly by: string;
  /** The last ones are of the topic `closing`: that this replaces no doctor and, where a model wrote, that it did. Never shown without. */
  readonly sentences: readonly {
    readonly text: string;
    readonly topic: Topic | 'closing';
    readonly facts: readonly string[];
    readonly source?: string;
  }[];
  readonly facts: readonly { readonly id: string; readonly statement: string }[];
  /** Drafts that the guard turned down before this one, with its reasons. */
  readonly turnedDown: readonly { readonly by: string; readonly why: readonly string[] }[];
  /** Of texts written before it was kept: none. */
  readonly trail?: AdviceTrail;
  /** Of texts that had to wait for a person. */
  readonly approval?: Approval;
}

/** The sentences that reached the patient, or none: what waits, was refused or expired was not said to anybody. */
export function sentencesSent({ approval, sentences }: Advice): readonly Pick<Advice['sentences'][number], 'text' | 'topic' | 'source'>[] {
  if (!approval) return sentences;
  return approval.is === 'approved' ? (approval.edited?.sentences ?? sentences) : [];
}
