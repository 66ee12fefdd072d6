import type { Migration } from '../migrate.ts';

/** Advice that waits for a person, and the clinic's rules for which advice does. */
export const adviceApproval: Migration = {
  name: '0013-advice-approval',

  up: ({ schema }) => [
    schema.alterTable('advice').addColumn('waits_until', 'bigint'),
    schema.createIndex('advice_waiting').on('advice').columns(['waits_until', 'id']).where('waits_until', 'is not', null),
    schema
      .createTable('approval_rules')
      .addColumn('number', 'integer', (column) => column.primaryKey().notNull())
      .addColumn('since', 'bigint', (column) => column.notNull())
      .addColumn('by', 'text', (column) => column.notNull())
      .addColumn('reason', 'text', (column) => column.notNull())
      .addColumn('body', 'text', (column) => column.notNull()),
  ],
};
