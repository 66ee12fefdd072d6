import type { Migration } from '../migrate.ts';

/** How patients, their caregivers and users are reached, sealed like the identities. */
export const contacts: Migration = {
  name: '0006-contacts',

  up: ({ schema }) => [
    schema
      .createTable('contacts')
      .addColumn('person', 'text', (column) => column.primaryKey().notNull())
      .addColumn('sealed', 'text', (column) => column.notNull()),
  ],
};
