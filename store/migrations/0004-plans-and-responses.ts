import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';

/** Plans of patients, filled-in questionnaires; and what is still open of runs and questions, however long the history grows. */
export const plansAndResponses: Migration = {
  name: '0004-plans-and-responses',

  up: ({ schema }) => [
    schema
      .createTable('plans')
      .addColumn('patient', 'text', (column) => column.primaryKey().notNull())
      .addColumn('body', 'text', (column) => column.notNull()),
    schema
      .createTable('responses')
      .addColumn('id', 'text', (column) => column.primaryKey().notNull())
      .addColumn('patient', 'text', (column) => column.notNull())
      .addColumn('answered', 'bigint', (column) => column.notNull())
      .addColumn('body', 'text', (column) => column.notNull()),
    schema.createIndex('responses_of_patient').on('responses').columns(['patient', 'answered']),
    schema.createIndex('runs_open').on('runs').columns(['patient', 'started']).where(sql.ref('done'), '=', sql.lit(0)),
    schema.createIndex('follow_ups_open').on('follow_ups').columns(['patient', 'asked']).where(sql.ref('is_open'), '=', sql.lit(1)),
  ],
};
