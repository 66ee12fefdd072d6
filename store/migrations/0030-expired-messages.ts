import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';

/** What was not sent in time, by when it was due: a page shows the last of them, among all that ever were. */
export const expiredMessages: Migration = {
  name: '0030-expired-messages',

  up: ({ schema }) => [schema.createIndex('outbox_expired').on('outbox').column('due').where(sql.ref('state'), '=', sql.lit('expired'))],
};
