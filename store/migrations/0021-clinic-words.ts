import type { ColumnDefinitionBuilder } from 'kysely';
import type { Migration } from '../migrate.ts';

const required = (column: ColumnDefinitionBuilder) => column.notNull();

/** A clinic's own words for messages, those that wait for a second person, and the sentences of the knowledge base that it does not want said. */
export const clinicWords: Migration = {
  name: '0021-clinic-words',

  up: ({ schema }, { counted }) => [
    schema
      .createTable('clinic_words')
      .addColumn('number', ...counted)
      .addColumn('template', 'text', required)
      .addColumn('language', 'text', required)
      // Null: back to the shipped words.
      .addColumn('words', 'text')
      .addColumn('by', 'text', required)
      .addColumn('approved_by', 'text')
      .addColumn('reason', 'text', required)
      .addColumn('since', 'bigint', required),
    schema.createIndex('clinic_words_of_template').on('clinic_words').columns(['template', 'language', 'number']),
    schema
      .createTable('words_proposals')
      .addColumn('id', 'text', (column) => column.primaryKey().notNull())
      .addColumn('at', 'bigint', required)
      .addColumn('is_waiting', 'integer', required)
      .addColumn('body', 'text', required),
    schema.createIndex('words_proposals_waiting').on('words_proposals').columns(['is_waiting', 'at']),
    schema
      .createTable('sentence_switches')
      .addColumn('number', ...counted)
      .addColumn('sentence', 'text', required)
      .addColumn('is_off', 'integer', required)
      .addColumn('by', 'text', required)
      .addColumn('reason', 'text', required)
      .addColumn('since', 'bigint', required),
    schema.createIndex('sentence_switches_of_sentence').on('sentence_switches').columns(['sentence', 'number']),
    schema.createIndex('advice_written').on('advice').columns(['written']),
  ],
};
