import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';

/** A provider that reports by its own number of a message: which message that was. */
export const receiptsOfProviders: Migration = {
  name: '0024-receipts-of-providers',

  up: ({ schema }, { json, plain }) => [
    schema.alterTable('sends').addColumn('receipt', 'text'),
    plain(sql`update sends set receipt = ${json('body', 'receipt')}`),
    schema.createIndex('sends_by_receipt').on('sends').columns(['receipt']),
  ],
};
