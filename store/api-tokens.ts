import type { Selectable } from 'kysely';
import type { ApiToken } from '../domain/api-token.ts';
import type { Records } from '../domain/store.ts';
import type { Connection } from './connection.ts';
import { type Holes, query } from './query.ts';
import type { Tables } from './schema.ts';

type Row = Selectable<Tables['api_tokens']>;

const byId = query((db, $: Holes<{ id: string }>) => db.selectFrom('api_tokens').selectAll().where('id', '=', $.id));
const byKeyHash = query((db, $: Holes<{ key_hash: string }>) => db.selectFrom('api_tokens').selectAll().where('key_hash', '=', $.key_hash));
const all = query((db) => db.selectFrom('api_tokens').selectAll().orderBy('id'));
const save = query((db, $: Holes<Row>) =>
  db
    .insertInto('api_tokens')
    .values({ id: $.id, key_hash: $.key_hash, body: $.body })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ body: $.body })),
);

export function apiTokens(connection: Connection): Records['apiTokens'] {
  return {
    async get(id) {
      const row = await connection.one(byId, { id });
      return row && tokenOf(row);
    },
    async byKey(key_hash) {
      const row = await connection.one(byKeyHash, { key_hash });
      return row && tokenOf(row);
    },
    list: async () => (await connection.all(all, {})).map(tokenOf),
    async save({ id, keyHash, ...rest }) {
      await connection.run(save, { id, key_hash: keyHash, body: JSON.stringify(rest) });
    },
  };
}

const tokenOf = ({ id, key_hash, body }: Row): ApiToken => ({ id, keyHash: key_hash, ...JSON.parse(body) });
