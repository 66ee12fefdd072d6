import { type ColumnDefinitionBuilder, sql } from 'kysely';
import type { Migration } from '../migrate.ts';

const required = (column: ColumnDefinitionBuilder) => column.notNull();

/** What patients ask, what they are answered, and which conversations wait for a person. */
export const conversations: Migration = {
  name: '0012-conversations',

  up: ({ schema }, { counted }) => [
    schema
      .createTable('conversations')
      .addColumn('id', 'text', (column) => column.primaryKey().notNull())
      .addColumn('patient', 'text', required)
      .addColumn('opened', 'bigint', required)
      .addColumn('last', 'bigint', required)
      .addColumn('waits_for', 'text')
      .addColumn('waits_since', 'bigint')
      .addColumn('body', 'text', required),
    schema.createIndex('conversations_of_patient').on('conversations').columns(['patient', 'opened']),
    // Short, however long the history grows.
    schema
      .createIndex('conversations_waiting')
      .on('conversations')
      .columns(['waits_since', 'id'])
      .where(sql.ref('waits_for'), 'is not', null),
    schema
      .createTable('said')
      .addColumn('place', ...counted)
      .addColumn('id', 'text', (column) => column.notNull().unique())
      .addColumn('conversation', 'text', required)
      .addColumn('patient', 'text', required)
      .addColumn('at', 'bigint', required)
      .addColumn('by_patient', 'integer', required)
      .addColumn('body', 'text', required),
    schema.createIndex('said_in_conversation').on('said').columns(['conversation', 'place']),
    schema.createIndex('said_by_patient').on('said').columns(['patient', 'at']),
  ],
};
