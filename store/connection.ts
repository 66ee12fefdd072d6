import type { Query } from './query.ts';

/**
 * All that a noun knows of its database. The methods that end in Each run one query for many sets of values, in order: a loop where
 * the database is a library, one round trip where it is a server.
 *
 * The first error of a database ends its transaction: whatever follows is refused, and so is the commit. (PostgreSQL does this by
 * itself. SQLite goes on, and after a full disk would go on without a transaction.)
 */
export interface Connection {
  one<Values, Row>(query: Query<Values, Row>, values: Values): Promise<Row | undefined>;
  all<Values, Row>(query: Query<Values, Row>, values: Values): Promise<readonly Row[]>;
  /** How many rows it changed. */
  run<Values>(query: Query<Values, unknown>, values: Values): Promise<number>;
  oneEach<Values, Row>(query: Query<Values, Row>, sets: readonly Values[]): Promise<readonly (Row | undefined)[]>;
  allEach<Values, Row>(query: Query<Values, Row>, sets: readonly Values[]): Promise<readonly (readonly Row[])[]>;
  runEach<Values>(query: Query<Values, unknown>, sets: readonly Values[]): Promise<readonly number[]>;
}
