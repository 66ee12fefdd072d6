import type { Migration } from '../migrate.ts';

/** How far each message got with each address, and when each way to each person was last known to work; digests. */
export const sends: Migration = {
  name: '0007-sends',

  up: ({ schema }) => [
    schema
      .createTable('sends')
      .addColumn('key', 'text', (column) => column.primaryKey().notNull())
      .addColumn('message', 'text', (column) => column.notNull())
      .addColumn('about', 'text', (column) => column.notNull())
      .addColumn('person', 'text', (column) => column.notNull())
      .addColumn('channel', 'text', (column) => column.notNull())
      .addColumn('mark', 'text', (column) => column.notNull())
      .addColumn('tried', 'bigint', (column) => column.notNull())
      .addColumn('accepted', 'bigint')
      .addColumn('body', 'text', (column) => column.notNull()),
    schema.createIndex('sends_of_patient').on('sends').columns(['about', 'tried']),
    schema.createIndex('sends_to_person').on('sends').columns(['person', 'accepted']),
    schema
      .createTable('reach')
      .addColumn('person', 'text', (column) => column.notNull())
      .addColumn('channel', 'text', (column) => column.notNull())
      .addColumn('mark', 'text', (column) => column.notNull())
      .addColumn('body', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('reach_key', ['person', 'channel', 'mark']),
    schema.alterTable('outbox').addColumn('together', 'text'),
    schema.createIndex('outbox_together').on('outbox').columns(['together', 'free']),
  ],
};
