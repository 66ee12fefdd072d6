import type { Instant } from '../domain/clock.ts';
import type { Tries } from '../domain/sign-in-tries.ts';
import type { Records } from '../domain/store.ts';
import type { Connection } from './connection.ts';
import { type Holes, query } from './query.ts';

const byKey = query((db, $: Holes<{ key: string }>) => db.selectFrom('sign_in_tries').selectAll().where('key', '=', $.key));
const save = query((db, $: Holes<Tries>) =>
  db
    .insertInto('sign_in_tries')
    .values({ key: $.key, failed: $.failed, since: $.since })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ failed: $.failed, since: $.since })),
);
const forget = query((db, $: Holes<{ key: string }>) => db.deleteFrom('sign_in_tries').where('key', '=', $.key));
const sweep = query((db, $: Holes<{ from: Instant }>) => db.deleteFrom('sign_in_tries').where('since', '<', $.from));

export function signInTries(connection: Connection): Records['signInTries'] {
  const rows = async (keys: readonly string[]) =>
    (
      await connection.oneEach(
        byKey,
        keys.map((key) => ({ key })),
      )
    ).flatMap((row) => (row ? [row] : []));
  return {
    of: rows,
    async failed(keys, at, from) {
      await connection.run(sweep, { from });
      const known = new Map((await rows(keys)).map((row) => [row.key, row]));
      await connection.runEach(
        save,
        keys.map((key) => ({ key, failed: (known.get(key)?.failed ?? 0) + 1, since: known.get(key)?.since ?? at })),
      );
    },
    async forget(keys) {
      await connection.runEach(
        forget,
        keys.map((key) => ({ key })),
      );
    },
  };
}
