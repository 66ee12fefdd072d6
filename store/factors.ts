import type { Selectable } from 'kysely';
import type { Instant } from '../domain/clock.ts';
import type { Challenge, Factor } from '../domain/factor.ts';
import type { Records } from '../domain/store.ts';
import type { Connection } from './connection.ts';
import { type Holes, query } from './query.ts';
import type { Tables } from './schema.ts';
import type { Seal } from './seal.ts';

type Row = Selectable<Tables['factors']>;
type ChallengeRow = Selectable<Tables['challenges']>;

const byId = query((db, $: Holes<{ id: string }>) => db.selectFrom('factors').selectAll().where('id', '=', $.id));
const ofUser = query((db, $: Holes<{ user: string }>) => db.selectFrom('factors').selectAll().where('user', '=', $.user).orderBy('id'));
const save = query((db, $: Holes<Row>) =>
  db
    .insertInto('factors')
    .values({ id: $.id, user: $.user, sealed: $.sealed })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ sealed: $.sealed })),
);
const remove = query((db, $: Holes<{ id: string }>) => db.deleteFrom('factors').where('id', '=', $.id));

/** Sealed one by one: who reads the file can neither make codes nor move a key to another account. */
export function factors(connection: Connection, seal: Seal): Records['factors'] {
  const placeOf = ({ id, user }: Pick<Factor, 'id' | 'user'>) => `factors|${user}|${id}`;
  const factorOf = (row: Row): Factor => JSON.parse(seal.open(row.sealed, placeOf(row))) as Factor;
  return {
    async get(id) {
      const row = await connection.one(byId, { id });
      return row && factorOf(row);
    },
    of: async (user) => (await connection.all(ofUser, { user })).map(factorOf),
    async save(factor) {
      const { id, user } = factor;
      await connection.run(save, { id, user, sealed: seal.close(JSON.stringify(factor), placeOf(factor)) });
    },
    remove: async (id) => (await connection.run(remove, { id })) > 0,
  };
}

const challengeById = query((db, $: Holes<{ id: string; now: Instant }>) =>
  db.selectFrom('challenges').selectAll().where('id', '=', $.id).where('until', '>', $.now),
);
const makeChallenge = query((db, $: Holes<ChallengeRow>) => db.insertInto('challenges').values({ id: $.id, until: $.until, body: $.body }));
const dropChallenge = query((db, $: Holes<{ id: string }>) => db.deleteFrom('challenges').where('id', '=', $.id));
const sweep = query((db, $: Holes<{ now: Instant }>) => db.deleteFrom('challenges').where('until', '<=', $.now));

/** Whoever makes one sweeps away what has ended. */
export function challenges(connection: Connection): Records['challenges'] {
  return {
    async make({ id, until, ...rest }, now) {
      await connection.run(sweep, { now });
      await connection.run(makeChallenge, { id, until, body: JSON.stringify(rest) });
    },
    async use(id, now) {
      const row = await connection.one(challengeById, { id, now });
      if (row) await connection.run(dropChallenge, { id });
      return row && ({ id, until: row.until, ...JSON.parse(row.body) } as Challenge);
    },
  };
}
