import type { ColumnDefinitionBuilder } from 'kysely';
import type { Migration } from '../migrate.ts';

const required = (column: ColumnDefinitionBuilder) => column.notNull();

/** What an administrator set of the clinic: its name, its zone, whom patients call. Each version stays; the last one holds. */
export const clinicKept: Migration = {
  name: '0033-clinic',

  up: ({ schema }, { counted }) => [
    schema
      .createTable('clinic_kept')
      .addColumn('number', ...counted)
      .addColumn('since', 'bigint', required)
      .addColumn('by', 'text', required)
      .addColumn('body', 'text', required),
  ],
};
