import type { ColumnDefinitionBuilder } from 'kysely';
import type { Migration } from '../migrate.ts';

const required = (column: ColumnDefinitionBuilder) => column.notNull();

/** The clinic's reports as they were issued, word for word; and those that fell due and are not written yet. */
export const clinicIssues: Migration = {
  name: '0022-clinic-issues',

  up: ({ schema }, { bytes }) => [
    schema
      .createTable('clinic_issues')
      .addColumn('id', 'text', (column) => column.primaryKey().notNull())
      .addColumn('issued', 'bigint', required)
      .addColumn('body', 'text', required)
      .addColumn('packed', bytes, required),
    schema.createIndex('clinic_issues_in_order').on('clinic_issues').columns(['issued', 'id']),
    schema
      .createTable('clinic_issues_owed')
      .addColumn('id', 'text', (column) => column.primaryKey().notNull())
      .addColumn('free', 'bigint', required)
      .addColumn('body', 'text', required),
  ],
};
