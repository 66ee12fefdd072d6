import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';

/** What a team has not read yet, newest first: a doctor's or a coordinator's own messages, over all patients. */
export const inboxByAddress: Migration = {
  name: '0003-inbox-by-address',

  up: ({ schema }) => [
    schema.alterTable('inbox').addColumn('address', 'text'),
    schema.createIndex('inbox_unread').on('inbox').columns(['address', 'at']).where(sql.ref('read'), 'is', null),
  ],
};
