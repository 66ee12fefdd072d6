import type { AlertId } from './alert.ts';
import type { Instant } from './clock.ts';
import type { PatientId } from './reading.ts';
import type { Language } from './source.ts';

export type Topic = 'diet' | 'exercise' | 'measuring';

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
}
