import type { Migration } from '../migrate.ts';

/** What devices say of themselves, since when their secrets count, the users of shared cuffs, and codes with which devices enrol themselves. */
export const deviceRegistry: Migration = {
  name: '0005-device-registry',

  up: ({ schema }) => [
    schema.alterTable('devices').addColumn('facts', 'text'),
    schema.alterTable('devices').addColumn('facts_at', 'bigint'),
    schema.alterTable('devices').addColumn('access_changed', 'bigint'),
    schema.createIndex('devices_access_changed').on('devices').column('access_changed'),
    schema
      .createTable('device_users')
      .addColumn('device', 'text', (column) => column.notNull())
      .addColumn('user', 'integer', (column) => column.notNull())
      .addColumn('since', 'bigint', (column) => column.notNull())
      .addColumn('until', 'bigint')
      .addColumn('patient', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('device_users_key', ['device', 'user', 'since']),
    schema
      .createTable('claim_codes')
      .addColumn('code_hash', 'text', (column) => column.primaryKey().notNull())
      .addColumn('until', 'bigint', (column) => column.notNull())
      .addColumn('body', 'text', (column) => column.notNull()),
    schema.createIndex('claim_codes_until').on('claim_codes').column('until'),
  ],
};
