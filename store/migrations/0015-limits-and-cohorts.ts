import type { Migration } from '../migrate.ts';

/** Limits with the unit they were given in and who ended them; groups of patients with limits of their own; changes that wait for a second person. */
export const limitsAndCohorts: Migration = {
  name: '0015-limits-and-cohorts',

  up: ({ schema }, { counted }) => [
    schema.alterTable('thresholds').addColumn('given_value', 'double precision'),
    schema.alterTable('thresholds').addColumn('given_unit', 'text'),
    // Which of two values is the safer: `lower` or `higher`. Of two cohorts' limits that one holds.
    schema.alterTable('thresholds').addColumn('safer', 'text'),
    schema.alterTable('thresholds').addColumn('approved_by', 'text'),
    schema.alterTable('thresholds').addColumn('ended_by', 'text'),
    schema.alterTable('thresholds').addColumn('ended_because', 'text'),

    schema
      .createTable('cohorts')
      .addColumn('id', 'text', (column) => column.primaryKey().notNull())
      .addColumn('body', 'text', (column) => column.notNull()),
    schema
      .createTable('cohort_members')
      .addColumn('number', ...counted)
      .addColumn('cohort', 'text', (column) => column.notNull())
      .addColumn('patient', 'text', (column) => column.notNull())
      .addColumn('by', 'text', (column) => column.notNull())
      .addColumn('reason', 'text', (column) => column.notNull())
      .addColumn('since', 'bigint', (column) => column.notNull())
      .addColumn('until', 'bigint')
      .addColumn('ended_by', 'text')
      .addColumn('ended_because', 'text'),
    schema.createIndex('cohort_members_of_patient').on('cohort_members').columns(['patient', 'until']),
    schema.createIndex('cohort_members_of_cohort').on('cohort_members').columns(['cohort', 'until']),
    schema
      .createTable('limit_proposals')
      .addColumn('id', 'text', (column) => column.primaryKey().notNull())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .addColumn('is_waiting', 'integer', (column) => column.notNull())
      .addColumn('body', 'text', (column) => column.notNull()),
    schema.createIndex('limit_proposals_waiting').on('limit_proposals').columns(['is_waiting', 'at']),
  ],
};
