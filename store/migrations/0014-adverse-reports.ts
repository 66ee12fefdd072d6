import type { Migration } from '../migrate.ts';

/** Reports of adverse drug reactions, and every version of each. */
export const adverseReports: Migration = {
  name: '0014-adverse-reports',

  up: ({ schema }) => [
    schema
      .createTable('adverse_reports')
      .addColumn('id', 'text', (column) => column.primaryKey().notNull())
      .addColumn('patient', 'text', (column) => column.notNull())
      .addColumn('begun', 'bigint', (column) => column.notNull())
      .addColumn('is_open', 'integer', (column) => column.notNull())
      .addColumn('body', 'text', (column) => column.notNull()),
    schema.createIndex('adverse_reports_listed').on('adverse_reports').columns(['is_open', 'begun']),
    schema.createIndex('adverse_reports_of_patient').on('adverse_reports').columns(['patient', 'begun']),
    schema
      .createTable('adverse_versions')
      .addColumn('report', 'text', (column) => column.notNull())
      .addColumn('version', 'integer', (column) => column.notNull())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .addColumn('by', 'text', (column) => column.notNull())
      .addColumn('did', 'text', (column) => column.notNull())
      .addColumn('body', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('adverse_versions_key', ['report', 'version']),
  ],
};
