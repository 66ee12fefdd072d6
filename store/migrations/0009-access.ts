import type { Migration } from '../migrate.ts';

/** Who cares for whom, second factors, keys of other programs, failed sign-ins; and of each session when it was last used, and how it began. */
export const access: Migration = {
  name: '0009-access',

  up: ({ schema }) => [
    schema.alterTable('sessions').addColumn('seen', 'bigint'),
    schema.alterTable('sessions').addColumn('about', 'text'),
    schema
      .createTable('care_teams')
      .addColumn('patient', 'text', (column) => column.notNull())
      .addColumn('user', 'text', (column) => column.notNull())
      .addColumn('since', 'bigint', (column) => column.notNull())
      .addColumn('is_over', 'integer', (column) => column.notNull())
      .addColumn('body', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('care_teams_key', ['patient', 'user', 'since']),
    schema.createIndex('care_teams_now').on('care_teams').columns(['is_over', 'patient']),
    schema
      .createTable('factors')
      .addColumn('id', 'text', (column) => column.primaryKey().notNull())
      .addColumn('user', 'text', (column) => column.notNull())
      .addColumn('sealed', 'text', (column) => column.notNull()),
    schema.createIndex('factors_of_user').on('factors').column('user'),
    schema
      .createTable('challenges')
      .addColumn('id', 'text', (column) => column.primaryKey().notNull())
      .addColumn('until', 'bigint', (column) => column.notNull())
      .addColumn('body', 'text', (column) => column.notNull()),
    schema.createIndex('challenges_until').on('challenges').column('until'),
    schema
      .createTable('api_tokens')
      .addColumn('id', 'text', (column) => column.primaryKey().notNull())
      .addColumn('key_hash', 'text', (column) => column.notNull().unique())
      .addColumn('body', 'text', (column) => column.notNull()),
    schema
      .createTable('sign_in_tries')
      .addColumn('key', 'text', (column) => column.primaryKey().notNull())
      .addColumn('failed', 'integer', (column) => column.notNull())
      .addColumn('since', 'bigint', (column) => column.notNull()),
  ],
};
