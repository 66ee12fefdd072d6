import { sql } from 'kysely';
import type { Instant } from '../domain/clock.ts';
import type { Proposal } from '../domain/limit.ts';
import type { Records } from '../domain/store.ts';
import type { Connection } from './connection.ts';
import { type Holes, query } from './query.ts';

const byId = query((db, $: Holes<{ id: string }>) => db.selectFrom('limit_proposals').select('body').where('id', '=', $.id));
const waiting = query((db, $: Holes<{ count: number }>) =>
  db.selectFrom('limit_proposals').select('body').where('is_waiting', '=', sql.lit(1)).orderBy('at', 'desc').orderBy('id').limit($.count),
);
const newest = query((db, $: Holes<{ count: number }>) =>
  db.selectFrom('limit_proposals').select('body').orderBy('at', 'desc').orderBy('id').limit($.count),
);
const save = query((db, $: Holes<{ id: string; at: Instant; is_waiting: number; body: string }>) =>
  db
    .insertInto('limit_proposals')
    .values({ id: $.id, at: $.at, is_waiting: $.is_waiting, body: $.body })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ is_waiting: $.is_waiting, body: $.body })),
);

/** Changes that wait for a second person, and what became of them. */
export function proposals(connection: Connection): Records['proposals'] {
  const proposalOf = ({ body }: { readonly body: string }): Proposal => JSON.parse(body) as Proposal;
  return {
    async get(id) {
      const row = await connection.one(byId, { id });
      return row && proposalOf(row);
    },
    waiting: async (count) => (await connection.all(waiting, { count })).map(proposalOf),
    list: async (count) => (await connection.all(newest, { count })).map(proposalOf),
    async save(proposal) {
      const { id, at, decided } = proposal;
      await connection.run(save, { id, at, is_waiting: decided ? 0 : 1, body: JSON.stringify(proposal) });
    },
  };
}
