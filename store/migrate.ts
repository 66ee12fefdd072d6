import type { ColumnBuilderCallback, Compilable, Kysely, RawBuilder } from 'kysely';
import { DatabaseRefused } from './refused.ts';

/** What databases call differently: all that a migration may ask of them. */
export interface Words {
  /** Type and constraints of a key that the database counts up by itself and never gives twice. */
  readonly counted: readonly ['integer' | 'bigint', ColumnBuilderCallback];
  readonly bytes: 'blob' | 'bytea';
  /** What lies in a column of JSON under these keys, as text or number. */
  readonly json: (column: string, ...keys: readonly string[]) => RawBuilder<unknown>;
  /** A statement in plain SQL, without values: for what is moved to a new place. */
  readonly plain: (statement: RawBuilder<unknown>) => Compilable;
}

/** One step forward; there is none back. A published migration never changes: the next one mends it. */
export interface Migration {
  /** `0002-what-it-does`: in the order of names. */
  readonly name: string;
  readonly up: (db: Pick<Kysely<unknown>, 'schema'>, words: Words) => readonly Compilable[];
}

/** The steps that a database still has to take. Refuses one that took steps which this version of Hearth does not know. */
export function stepsFrom(taken: readonly string[], known: readonly Migration[]): readonly Migration[] {
  const unknown = taken.filter((name) => !known.some((migration) => migration.name === name));
  if (unknown.length > 0) {
    throw new DatabaseRefused(
      `The database was written by a newer version of Hearth (it went through ${unknown.join(', ')}): start that version, or restore an older backup.`,
    );
  }
  return known.filter(({ name }) => !taken.includes(name));
}
