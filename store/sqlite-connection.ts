import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { DummyDriver, Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely';
import type { Connection } from './connection.ts';
import { compile, type Query } from './query.ts';
import type { Tables } from './schema.ts';

/** Kysely as a writer of SQLite's SQL, and nothing else: it never holds a connection. */
export const sqliteSql = new Kysely<Tables>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
});

/** A connection's prepared statements. They outlive transactions and end with the database handle. */
export type Statements = <Values>(query: Query<Values, unknown>) => Prepared<Values>;

interface Prepared<Values> {
  readonly statement: StatementSync;
  readonly bind: (values: Values) => SQLInputValue[];
}

export function statementsOn(db: DatabaseSync): Statements {
  const prepared = new Map<unknown, Prepared<never>>();
  return <Values>(query: Query<Values, unknown>): Prepared<Values> => {
    const known = prepared.get(query);
    if (known) return known as Prepared<Values>;
    const { sql, names } = compile(query, sqliteSql);
    const bind = (values: Values) => names.map((name) => (values as Record<string, SQLInputValue>)[name]!);
    const made: Prepared<Values> = { statement: db.prepare(sql), bind };
    prepared.set(query, made as Prepared<never>);
    return made;
  };
}

/** One transaction's use of a connection, or a reader's: what was refused ends it, and after `end` nothing more is possible. */
export interface Turn {
  readonly connection: Connection;
  /** How many rows were changed. */
  readonly changed: () => number;
  /** What the database refused first, if it did. */
  readonly refusal: () => unknown;
  /** From now on every use is refused, for this reason. */
  end(reason: string): void;
}

export function turnOn(statements: Statements, { afterRefusal }: { readonly afterRefusal: 'end' | 'go on' }): Turn {
  let changes = 0;
  let refusal: unknown;
  let over: Error | undefined;

  // The work is done at once, and what it throws arrives as a rejection: no caller needs to know that this database is a library.
  const use = <Values, Result>(query: Query<Values, unknown>, work: (prepared: Prepared<Values>) => Result): Promise<Result> => {
    if (over) return Promise.reject(over);
    try {
      return Promise.resolve(work(statements(query)));
    } catch (error) {
      if (afterRefusal === 'end') {
        refusal ??= error;
        over ??= new Error('the transaction has ended: the database refused an earlier statement', { cause: error });
      }
      return Promise.reject(error);
    }
  };
  const change = <Values>({ statement, bind }: Prepared<Values>, values: Values): number => {
    const changed = Number(statement.run(...bind(values)).changes);
    changes += changed;
    return changed;
  };

  return {
    connection: {
      one: (query, values) => use(query, ({ statement, bind }) => statement.get(...bind(values)) as never),
      all: (query, values) => use(query, ({ statement, bind }) => statement.all(...bind(values)) as never),
      run: (query, values) => use(query, (prepared) => change(prepared, values)),
      oneEach: (query, sets) => use(query, ({ statement, bind }) => sets.map((values) => statement.get(...bind(values)) as never)),
      allEach: (query, sets) => use(query, ({ statement, bind }) => sets.map((values) => statement.all(...bind(values)) as never)),
      runEach: (query, sets) => use(query, (prepared) => sets.map((values) => change(prepared, values))),
    },
    changed: () => changes,
    refusal: () => refusal,
    end: (reason) => {
      over ??= new Error(reason);
    },
  };
}
