import type { Migration } from '../migrate.ts';

/** A reading changes the end of its patient's rule state: the long rest stands beside it, in pieces that are written once. */
export const ruleStatePieces: Migration = {
  name: '0002-rule-state-pieces',

  up: ({ schema }) => [
    schema
      .createTable('rule_state_pieces')
      .addColumn('patient', 'text', (column) => column.notNull())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('text', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('rule_state_pieces_key', ['patient', 'name']),
  ],
};
