import type { ColumnDefinitionBuilder } from 'kysely';
import type { Migration } from '../migrate.ts';

const required = (column: ColumnDefinitionBuilder) => column.notNull();
const key = (column: ColumnDefinitionBuilder) => column.primaryKey().notNull();

/** Calls, messages in somebody's own words, and tasks, each kept with the alert at which they came about. */
export const deskNotesAndTasks: Migration = {
  name: '0017-desk-notes-and-tasks',

  up: ({ schema }) => [
    schema
      .createTable('desk_notes')
      .addColumn('id', 'text', key)
      .addColumn('alert', 'text', required)
      .addColumn('patient', 'text', required)
      .addColumn('at', 'bigint', required)
      .addColumn('body', 'text', required),
    schema.createIndex('desk_notes_of_alert').on('desk_notes').columns(['alert', 'at']),
    schema.createIndex('desk_notes_of_patient').on('desk_notes').columns(['patient', 'at']),
    schema
      .createTable('tasks')
      .addColumn('id', 'text', key)
      .addColumn('patient', 'text', required)
      .addColumn('at', 'bigint', required)
      .addColumn('due', 'bigint', required)
      .addColumn('is_open', 'integer', required)
      .addColumn('for_user', 'text')
      .addColumn('for_role', 'text')
      .addColumn('body', 'text', required),
    schema.createIndex('tasks_of_patient').on('tasks').columns(['patient', 'at']),
    schema.createIndex('tasks_open').on('tasks').columns(['is_open', 'due']),
  ],
};
