import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';

/** What became of each alert, searchable; snoozes, storms, the plan of duty, and the pulse of the house. */
export const alertLife: Migration = {
  name: '0008-alert-life',

  up: ({ schema }, { json, plain }) => [
    schema.alterTable('alerts').addColumn('rule', 'text'),
    schema.alterTable('alerts').addColumn('raised', 'bigint'),
    // How much it needs a person: see store/alerts.ts.
    schema.alterTable('alerts').addColumn('needs', 'integer', (column) => column.notNull().defaultTo(0)),
    schema.alterTable('alerts').addColumn('answered_by', 'text'),
    schema.alterTable('alerts').addColumn('answered_at', 'bigint'),
    plain(sql`update alerts set rule = ${json('body', 'rule', 'id')}, raised = ${json('body', 'raised')},
      needs = urgency + case when ${json('state', 'is')} = 'active' then 10 else 0 end`),
    schema.createIndex('alerts_worklist').on('alerts').columns(['needs desc', 'raised', 'id']).where(sql.ref('is_open'), '=', sql.lit(1)),
    schema.createIndex('alerts_raised').on('alerts').column('raised'),
    schema.createIndex('alerts_of_rule').on('alerts').columns(['patient', 'rule', 'raised']),

    schema
      .createTable('snoozes')
      .addColumn('id', 'text', (column) => column.primaryKey().notNull())
      .addColumn('patient', 'text', (column) => column.notNull())
      .addColumn('is_over', 'integer', (column) => column.notNull())
      .addColumn('body', 'text', (column) => column.notNull()),
    schema.createIndex('snoozes_of_patient').on('snoozes').columns(['patient', 'is_over']),
    schema
      .createTable('storms')
      .addColumn('patient', 'text', (column) => column.notNull())
      .addColumn('rule', 'text', (column) => column.notNull())
      .addColumn('body', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('storms_key', ['patient', 'rule']),
    schema
      .createTable('duty_plans')
      .addColumn('number', 'integer', (column) => column.primaryKey().notNull())
      .addColumn('since', 'bigint', (column) => column.notNull())
      .addColumn('by', 'text', (column) => column.notNull())
      .addColumn('body', 'text', (column) => column.notNull()),
    schema
      .createTable('pulses')
      .addColumn('name', 'text', (column) => column.primaryKey().notNull())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .addColumn('body', 'text', (column) => column.notNull()),
  ],
};
