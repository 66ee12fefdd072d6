import type { Migration } from '../migrate.ts';

/** Who looks at what right now, counted; and on each act a mark that only the holder of the house's key can make. */
export const looksAndMarks: Migration = {
  name: '0010-looks-and-marks',

  up: ({ schema }) => [
    schema
      .createTable('looks')
      .addColumn('by', 'text', (column) => column.notNull())
      .addColumn('patient', 'text', (column) => column.notNull())
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('role', 'text', (column) => column.notNull())
      .addColumn('since', 'bigint', (column) => column.notNull())
      .addColumn('until', 'bigint', (column) => column.notNull())
      .addColumn('last', 'bigint', (column) => column.notNull())
      .addColumn('times', 'integer', (column) => column.notNull())
      .addPrimaryKeyConstraint('looks_key', ['by', 'patient', 'kind']),
    schema.createIndex('looks_until').on('looks').column('until'),
    schema.createIndex('looks_of_patient').on('looks').column('patient'),
    // Acts from before have none.
    schema.alterTable('audit').addColumn('mark', 'text'),
    schema.createIndex('audit_of_person').on('audit').columns(['by', 'seq']),
  ],
};
