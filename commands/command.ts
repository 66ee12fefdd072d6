import { HearthError } from '../domain/errors.ts';

/** Where a command writes: stdout for what was asked for, stderr for everything else. */
export interface Out {
  write(text: string): void;
  /** Progress, hints, errors: never mixed into what a program may read. */
  say(text: string): void;
  readonly isTerminal: boolean;
}

/** One word of the command line, one file in commands/. */
export interface Command {
  readonly name: string;
  readonly summary: string;
  readonly usage: string;
  /** Resolves to the exit code: 0 done, 1 it could not be done, 2 it was asked for wrongly. */
  run(args: readonly string[], out: Out): Promise<number>;
}

/** Asked for wrongly: one sentence, then how it is asked for. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** What a person asked for wrongly, as a sentence of usage; a fault of ours as it is. To be thrown. */
export const asUsage = (error: unknown): unknown => (error instanceof HearthError ? new UsageError(error.message) : error);

/** A word too many is a slip, and what it was meant to say is not guessed. Throws UsageError. */
export function noMoreThan(most: number, words: readonly string[]): void {
  if (words.length > most) throw new UsageError(`"${words[most]}" is one word too many.`);
}
