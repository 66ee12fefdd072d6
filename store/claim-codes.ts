import type { Selectable } from 'kysely';
import type { ClaimCode } from '../domain/claim-code.ts';
import type { Instant } from '../domain/clock.ts';
import type { Records } from '../domain/store.ts';
import type { Connection } from './connection.ts';
import { type Holes, query } from './query.ts';
import type { Tables } from './schema.ts';

type Row = Selectable<Tables['claim_codes']>;

const make = query((db, $: Holes<Row>) => db.insertInto('claim_codes').values({ code_hash: $.code_hash, until: $.until, body: $.body }));
const byHash = query((db, $: Holes<{ code_hash: string }>) =>
  db.selectFrom('claim_codes').selectAll().where('code_hash', '=', $.code_hash),
);
const good = query((db, $: Holes<{ now: Instant }>) =>
  db.selectFrom('claim_codes').selectAll().where('until', '>', $.now).orderBy('until').orderBy('code_hash'),
);
const use = query((db, $: Holes<{ code_hash: string; now: Instant }>) =>
  db.deleteFrom('claim_codes').where('code_hash', '=', $.code_hash).where('until', '>', $.now),
);
const sweep = query((db, $: Holes<{ now: Instant }>) => db.deleteFrom('claim_codes').where('until', '<=', $.now));

export function claimCodes(connection: Connection): Records['claimCodes'] {
  return {
    /** Whoever makes one sweeps away what has ended. */
    async make({ codeHash, until, ...rest }) {
      await connection.run(sweep, { now: rest.made });
      await connection.run(make, { code_hash: codeHash, until, body: JSON.stringify(rest) });
    },
    async get(codeHash) {
      const row = await connection.one(byHash, { code_hash: codeHash });
      return row && claimOf(row);
    },
    list: async (now) => (await connection.all(good, { now })).map(claimOf),
    use: async (codeHash, now) => (await connection.run(use, { code_hash: codeHash, now })) > 0,
  };
}

const claimOf = ({ code_hash, until, body }: Row): ClaimCode => ({ ...JSON.parse(body), codeHash: code_hash, until });
