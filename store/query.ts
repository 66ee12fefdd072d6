import { type Compilable, type Kysely, type RawBuilder, sql } from 'kysely';
import type { Tables } from './schema.ts';

/**
 * A query with named holes. Kysely builds it once for each connection; from then on the prepared statement runs with new values,
 * so that no query is built for a reading.
 *
 *     const byId = query((db, $: Holes<{ id: string }>) => db.selectFrom('readings').selectAll().where('id', '=', $.id));
 */
export interface Query<Values, Row> {
  readonly build: (db: Kysely<Tables>, holes: Holes<Values>) => Compilable<Row>;
}

export type Holes<Values> = { readonly [Name in keyof Values]: RawBuilder<Values[Name]> };

export const query = <Values, Row>(build: (db: Kysely<Tables>, holes: Holes<Values>) => Compilable<Row>): Query<Values, Row> => ({
  build,
});

/** A query as a database understands it. `names` says which value belongs at each of its places. */
export interface Compiled {
  readonly sql: string;
  readonly names: readonly string[];
}

export function compile<Values, Row>({ build }: Query<Values, Row>, db: Kysely<Tables>): Compiled {
  const holes = new Proxy({}, { get: (_, name) => sql.val(new Hole(String(name))) }) as Holes<Values>;
  const { sql: text, parameters } = build(db, holes).compile();
  const names = parameters.map((parameter) => {
    if (parameter instanceof Hole) return parameter.name;
    throw new TypeError(`a value was built into the query instead of a hole or a literal: ${text}`);
  });
  return { sql: text, names };
}

class Hole {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}
