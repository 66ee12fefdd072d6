import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';

/** Reports as they were issued, word for word; for whom; what changed since; when the next are due, and how far the issuing has come. */
export const issuedReports: Migration = {
  name: '0011-issued-reports',

  up: ({ schema }, { bytes }) => [
    schema
      .createTable('issued_reports')
      .addColumn('id', 'text', (column) => column.primaryKey().notNull())
      .addColumn('patient', 'text', (column) => column.notNull())
      .addColumn('begins', 'bigint', (column) => column.notNull())
      .addColumn('ends', 'bigint', (column) => column.notNull())
      .addColumn('issued', 'bigint', (column) => column.notNull())
      .addColumn('to_sign', 'integer', (column) => column.notNull())
      .addColumn('replaced_by', 'text')
      .addColumn('signature', 'text')
      .addColumn('body', 'text', (column) => column.notNull()),
    schema.createIndex('issued_of_patient').on('issued_reports').columns(['patient', 'issued']),
    schema.createIndex('issued_until').on('issued_reports').columns(['patient', 'ends']),
    schema.createIndex('issued_in_order').on('issued_reports').columns(['issued', 'id']),
    schema.createIndex('issued_to_sign').on('issued_reports').columns(['issued', 'id']).where(sql.ref('to_sign'), '=', sql.lit(1)),
    schema
      .createTable('issued_contents')
      .addColumn('report', 'text', (column) => column.primaryKey().notNull())
      .addColumn('packed', bytes, (column) => column.notNull()),
    schema
      .createTable('issued_for')
      .addColumn('report', 'text', (column) => column.notNull())
      .addColumn('doctor', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('issued_for_key', ['report', 'doctor']),
    schema
      .createTable('issued_changes')
      .addColumn('report', 'text', (column) => column.notNull())
      .addColumn('reading', 'text', (column) => column.notNull())
      .addColumn('change', 'text', (column) => column.notNull())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('issued_changes_key', ['report', 'reading']),
    schema
      .createTable('report_schedules')
      .addColumn('scope', 'text', (column) => column.primaryKey().notNull())
      .addColumn('due', 'bigint')
      .addColumn('body', 'text', (column) => column.notNull()),
    schema.createIndex('report_schedules_due').on('report_schedules').column('due').where(sql.ref('due'), 'is not', sql.lit(null)),
    schema
      .createTable('report_runs')
      .addColumn('id', 'text', (column) => column.primaryKey().notNull())
      .addColumn('started', 'bigint', (column) => column.notNull())
      .addColumn('free', 'bigint', (column) => column.notNull())
      .addColumn('is_open', 'integer', (column) => column.notNull())
      .addColumn('body', 'text', (column) => column.notNull()),
    schema.createIndex('report_runs_open').on('report_runs').column('free').where(sql.ref('is_open'), '=', sql.lit(1)),
  ],
};
