import { z } from 'zod';
import type { ModelExchange, Topic } from '../domain/advice.ts';
import type { Language, Localized } from '../domain/source.ts';
import type { Fact } from './fact.ts';
import type { Situation } from './situation.ts';

/** A sentence of the knowledge base that this person may hear, with the facts filled in. */
export interface Offer {
  /** Of the sentence in the knowledge base. */
  readonly id: string;
  readonly topic: Topic;
  readonly part: 'finding' | 'warning' | 'step' | 'caution';
  readonly text: string;
  /** The facts that it names. */
  readonly facts: readonly string[];
  readonly idea?: string;
  /** How closely it fits this person: meal, condition and medicine, own numbers. */
  readonly fit: number;
}

/** What this person must not be advised, and the words by which it would be noticed. */
export interface MustAvoid {
  readonly id: string;
  /** What, and why not, in the language of the brief. */
  readonly text: string;
  readonly how: 'never' | 'little';
  readonly words: readonly string[];
  /** Words in which one of them means something else: "oat milk" is no milk. */
  readonly except?: readonly string[];
}

/** What is to be written, about nobody in particular: holds no id, no name, and no text that a person typed. */
export interface Brief {
  readonly language: Language;
  readonly topics: readonly Topic[];
  /** What was measured, or that the patient asked. */
  readonly situation: Situation | 'question';
  /** Somebody may be in danger: nothing may sound as if all were well. */
  readonly urgent: boolean;
  readonly mustAvoid: readonly MustAvoid[];
  /** The reader is helped by short sentences. */
  readonly plainReader?: boolean;
  readonly offers: readonly Offer[];
  /** What this person was told before, the latest first: ids of offers or whole sentences. */
  readonly previous: readonly (readonly { readonly text: string; readonly source?: string }[])[];
  /** Why the draft before this one was turned down. */
  readonly reasons: readonly string[];
  /** Changes the choice among equals; the same for the same alert. */
  readonly seed: string;
}

/** Every sentence names the facts it stands on, and the sentence of the knowledge base that it says, if any. */
export const Draft = z.strictObject({
  sentences: z.array(
    z.strictObject({
      text: z.string(),
      topic: z.enum(['diet', 'exercise', 'measuring']),
      facts: z.array(z.string()),
      source: z.string().optional(),
    }),
  ),
});
export type Draft = z.infer<typeof Draft>;

/** Writes; promises nothing. The guard decides. */
export interface AdviceGenerator {
  /** Kept with every advice: `curated`, or the model's name. */
  readonly name: string;
  /** What the law wants said of its texts. */
  readonly label?: Localized;
  /**
   * @param keep hears what was asked of a model and what it said
   * Rejects with GeneratorError when it cannot write, whatever the reason, and with the signal's reason when `signal` aborts.
   */
  write(facts: readonly Fact[], brief: Brief, signal: AbortSignal, keep?: (exchange: ModelExchange) => void): Promise<Draft>;
}

/** `unavailable`: down, slow, over budget: no use asking again now. `refused`: it would not write this. `malformed`: it wrote what cannot be read. */
export class GeneratorError extends Error {
  override readonly name = 'GeneratorError';
  readonly what: 'unavailable' | 'refused' | 'malformed';
  /** @param why one sentence without secrets and without the prompt. */
  constructor(what: GeneratorError['what'], why: string) {
    super(why);
    this.what = what;
  }
}

/** A generator's refusal, and one that is over its time, as a value; anything else is a fault of ours, and thrown. */
export async function orError<T>(promise: Promise<T>, signal: AbortSignal): Promise<T | GeneratorError> {
  try {
    return await promise;
  } catch (error) {
    if (error instanceof GeneratorError) return error;
    if (signal.aborted) return new GeneratorError('unavailable', 'it took too long');
    throw error;
  }
}
