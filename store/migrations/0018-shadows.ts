import type { ColumnDefinitionBuilder } from 'kysely';
import type { Migration } from '../migrate.ts';

const required = (column: ColumnDefinitionBuilder) => column.notNull();

/** Drafts that run beside the live rules, and what they came to for each patient. */
export const shadows: Migration = {
  name: '0018-shadows',

  up: ({ schema }) => [
    schema
      .createTable('shadows')
      .addColumn('id', 'text', (column) => column.primaryKey().notNull())
      .addColumn('started', 'bigint', required)
      .addColumn('is_running', 'integer', required)
      .addColumn('body', 'text', required),
    schema
      .createTable('shadow_patients')
      .addColumn('shadow', 'text', required)
      .addColumn('patient', 'text', required)
      // How often something was heard of the patient, and how much of that was looked at, and when.
      .addColumn('marked', 'integer', required)
      .addColumn('done', 'integer', required)
      .addColumn('looked', 'bigint', required)
      .addColumn('is_waiting', 'integer', required)
      .addColumn('body', 'text')
      .addPrimaryKeyConstraint('shadow_patients_key', ['shadow', 'patient']),
    schema.createIndex('shadow_patients_waiting').on('shadow_patients').columns(['is_waiting', 'looked']),
  ],
};
