import { type Selectable, sql } from 'kysely';
import type { Instant } from '../domain/clock.ts';
import type { Records } from '../domain/store.ts';
import type { Session, User } from '../domain/user.ts';
import type { Connection } from './connection.ts';
import { type Holes, query } from './query.ts';
import type { Tables } from './schema.ts';

type UserRow = Selectable<Tables['users']>;
type SessionRow = Selectable<Tables['sessions']>;

const byId = query((db, $: Holes<{ id: string }>) => db.selectFrom('users').selectAll().where('id', '=', $.id));
const all = query((db) => db.selectFrom('users').selectAll().orderBy('id'));
/** A save that brings no password leaves the one that is there. */
const save = query((db, $: Holes<UserRow>) =>
  db
    .insertInto('users')
    .values({ id: $.id, password_hash: $.password_hash, body: $.body })
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet(({ fn, ref }) => ({
        password_hash: fn.coalesce($.password_hash, ref('users.password_hash')),
        body: $.body,
      })),
    ),
);
const session = query((db, $: Holes<{ key_hash: string }>) => db.selectFrom('sessions').selectAll().where('key_hash', '=', $.key_hash));
const open = query((db, $: Holes<SessionRow>) =>
  db
    .insertInto('sessions')
    .values({ key_hash: $.key_hash, user: $.user, since: $.since, until: $.until, once: $.once, seen: $.seen, about: $.about }),
);
const sweep = query((db, $: Holes<{ now: Instant }>) => db.deleteFrom('sessions').where('until', '<=', $.now));
const close = query((db, $: Holes<{ key_hash: string }>) => db.deleteFrom('sessions').where('key_hash', '=', $.key_hash));
const closeAll = query((db, $: Holes<{ user: string }>) => db.deleteFrom('sessions').where('user', '=', $.user));
const sessionsOf = query((db, $: Holes<{ user: string; now: Instant }>) =>
  db
    .selectFrom('sessions')
    .selectAll()
    .where('user', '=', $.user)
    .where('until', '>', $.now)
    .where('once', '=', sql.lit(0))
    .orderBy('since', 'desc')
    .orderBy('key_hash'),
);
const touch = query((db, $: Holes<{ key_hash: string; seen: Instant }>) =>
  db.updateTable('sessions').set({ seen: $.seen }).where('key_hash', '=', $.key_hash),
);

export function users(connection: Connection): Records['users'] {
  return {
    async get(id) {
      const row = await connection.one(byId, { id });
      return row && { ...userOf(row), ...(row.password_hash === null ? {} : { passwordHash: row.password_hash }) };
    },
    list: async () => (await connection.all(all, {})).map(userOf),
    async save({ passwordHash, ...user }) {
      await connection.run(save, { id: user.id, password_hash: passwordHash ?? null, body: JSON.stringify(user) });
    },
  };
}

export function sessions(connection: Connection): Records['sessions'] {
  return {
    async get(keyHash) {
      const row = await connection.one(session, { key_hash: keyHash });
      return row && sessionOf(row);
    },
    /** Whoever signs in sweeps away what has ended. */
    async open({ keyHash, user, since, until, once, seen, about }) {
      await connection.run(sweep, { now: since });
      const rest = { once: once ? 1 : 0, seen: seen ?? null, about: about ? JSON.stringify(about) : null };
      await connection.run(open, { key_hash: keyHash, user, since, until, ...rest });
    },
    close: async (keyHash) => void (await connection.run(close, { key_hash: keyHash })),
    closeAllOf: async (user) => void (await connection.run(closeAll, { user })),
    of: async (user, now) => (await connection.all(sessionsOf, { user, now })).map(sessionOf),
    touch: async (keyHash, at) => void (await connection.run(touch, { key_hash: keyHash, seen: at })),
  };
}

const userOf = ({ body }: UserRow): User => JSON.parse(body) as User;
const sessionOf = ({ key_hash, user, since, until, once, seen, about }: SessionRow): Session => ({
  keyHash: key_hash,
  user,
  since,
  until,
  once: once === 1,
  ...(seen === null ? {} : { seen }),
  ...(about === null ? {} : { about: JSON.parse(about) }),
});
