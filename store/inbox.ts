import type { Selectable } from 'kysely';
import type { InboxEntry, Records } from '../domain/store.ts';
import type { Connection } from './connection.ts';
import { type Holes, query } from './query.ts';
import type { Tables } from './schema.ts';

type Row = Selectable<Tables['inbox']>;

/** Put again with the moment at which it was read, an entry is read; nothing else of it changes. */
const put = query((db, $: Holes<Row>) =>
  db
    .insertInto('inbox')
    .values({ key: $.key, patient: $.patient, address: $.address, at: $.at, read: $.read, body: $.body })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ read: $.read }).where('inbox.read', 'is', null)),
);
const newestOf = query((db, $: Holes<{ patient: string; count: number }>) =>
  db.selectFrom('inbox').selectAll().where('patient', '=', $.patient).orderBy('at', 'desc').orderBy('key').limit($.count),
);

const unreadAt = query((db, $: Holes<{ address: string; count: number }>) =>
  db
    .selectFrom('inbox')
    .selectAll()
    .where('address', '=', $.address)
    .where('read', 'is', null)
    .orderBy('at', 'desc')
    .orderBy('key')
    .limit($.count),
);
const read = query((db, $: Holes<{ key: string; address: string; at: number }>) =>
  db.updateTable('inbox').set({ read: $.at }).where('key', '=', $.key).where('address', '=', $.address).where('read', 'is', null),
);

export function inbox(connection: Connection): Records['inbox'] {
  return {
    async put({ key, patient, at, read, ...envelope }) {
      const { address } = envelope;
      await connection.run(put, { key, patient, address, at, read: read ?? null, body: JSON.stringify(envelope) });
    },
    unread: async (address, count) => (await connection.all(unreadAt, { address, count })).map(entryOf),
    markRead: async (key, address, at) => (await connection.run(read, { key, address, at })) > 0,
    of: async (patient, count) => (await connection.all(newestOf, { patient, count })).map(entryOf),
  };
}

const entryOf = ({ key, patient, at, read, body }: Row): InboxEntry => ({
  ...JSON.parse(body),
  key,
  patient,
  at,
  ...(read === null ? {} : { read }),
});
