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
    .values({ key: $.key, patient: $.patient, at: $.at, read: $.read, body: $.body })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ read: $.read }).where('inbox.read', 'is', null)),
);
const newestOf = query((db, $: Holes<{ patient: string; count: number }>) =>
  db.selectFrom('inbox').selectAll().where('patient', '=', $.patient).orderBy('at', 'desc').orderBy('key').limit($.count),
);

export function inbox(connection: Connection): Records['inbox'] {
  return {
    async put({ key, patient, at, read, ...envelope }) {
      await connection.run(put, { key, patient, at, read: read ?? null, body: JSON.stringify(envelope) });
    },
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
