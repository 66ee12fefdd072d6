import { type ColumnDefinitionBuilder, sql } from 'kysely';
import type { Migration } from '../migrate.ts';

const required = (column: ColumnDefinitionBuilder) => column.notNull();
const key = (column: ColumnDefinitionBuilder) => column.primaryKey().notNull();

export const start: Migration = {
  name: '0001-start',

  up: ({ schema }, { counted, bytes }) => [
    schema
      .createTable('readings')
      .addColumn('position', ...counted)
      .addColumn('id', 'text', (column) => column.notNull().unique())
      .addColumn('patient', 'text', required)
      .addColumn('kind', 'text', required)
      .addColumn('at', 'bigint', required)
      .addColumn('received', 'bigint', required)
      .addColumn('device', 'text', required)
      .addColumn('sequence', 'bigint')
      .addColumn('judged_by', 'text')
      .addColumn('judged_at', 'bigint')
      .addColumn('exempt_because', 'text')
      .addColumn('body', 'text', required),
    schema.createIndex('readings_of_patient').on('readings').columns(['patient', 'kind', 'at']),
    // Empty in a healthy house, so that asking costs nothing.
    schema
      .createIndex('readings_unjudged')
      .on('readings')
      .column('position')
      .where(sql.ref('judged_by'), 'is', null)
      .where(sql.ref('exempt_because'), 'is', null),
    schema
      .createTable('corrections')
      .addColumn('position', ...counted)
      .addColumn('id', 'text', required)
      .addColumn('stood', 'bigint', required)
      .addColumn('replaced', 'bigint', required)
      .addColumn('reading', 'text', required),
    schema.createIndex('corrections_of_reading').on('corrections').columns(['id', 'position']),

    schema
      .createTable('decisions')
      .addColumn('position', ...counted)
      .addColumn('key', 'text', (column) => column.unique())
      .addColumn('decided', 'bigint', required)
      .addColumn('body', 'text', required),
    schema.createTable('cursors').addColumn('follower', 'text', key).addColumn('position', 'bigint', required),

    schema
      .createTable('alerts')
      .addColumn('id', 'text', key)
      .addColumn('patient', 'text', required)
      .addColumn('opened', 'bigint', required)
      .addColumn('urgency', 'integer', required)
      .addColumn('is_open', 'integer', required)
      .addColumn('state', 'text', required)
      .addColumn('evidence', 'text', required)
      .addColumn('body', 'text', required),
    schema.createIndex('alerts_of_patient').on('alerts').columns(['patient', 'opened']),
    schema.createIndex('alerts_open').on('alerts').columns(['urgency', 'opened']).where(sql.ref('is_open'), '=', sql.lit(1)),

    schema
      .createTable('outbox')
      .addColumn('key', 'text', key)
      .addColumn('about', 'text', required)
      .addColumn('urgent', 'integer', required)
      .addColumn('due', 'bigint', required)
      .addColumn('free', 'bigint', required)
      .addColumn('state', 'text', required)
      .addColumn('message', 'text', required)
      .addColumn('delivery', 'text', required),
    schema.createIndex('outbox_waiting').on('outbox').columns(['urgent', 'free']).where(sql.ref('state'), '=', sql.lit('waiting')),
    schema.createIndex('outbox_of_patient').on('outbox').columns(['about', 'due']),
    schema.createIndex('outbox_by_state').on('outbox').column('state'),
    schema
      .createTable('inbox')
      .addColumn('key', 'text', key)
      .addColumn('patient', 'text', required)
      .addColumn('at', 'bigint', required)
      .addColumn('read', 'bigint')
      .addColumn('body', 'text', required),
    schema.createIndex('inbox_of_patient').on('inbox').columns(['patient', 'at']),
    schema
      .createTable('timers')
      .addColumn('patient', 'text', required)
      .addColumn('what', 'text', required)
      .addColumn('at', 'bigint', required)
      .addPrimaryKeyConstraint('timers_key', ['patient', 'what']),
    schema.createIndex('timers_due').on('timers').column('at'),

    schema
      .createTable('quarantine')
      .addColumn('id', 'text', key)
      .addColumn('device', 'text', required)
      .addColumn('received', 'bigint', required)
      .addColumn('topic', 'text', required)
      .addColumn('payload', bytes, required)
      .addColumn('reason', 'text', required)
      .addColumn('settled_at', 'bigint')
      .addColumn('settled_as', 'text')
      .addColumn('settled_by', 'text'),
    schema.createIndex('quarantine_waiting').on('quarantine').column('received').where(sql.ref('settled_at'), 'is', null),

    schema
      .createTable('devices')
      .addColumn('id', 'text', key)
      .addColumn('secret_hash', 'text', required)
      .addColumn('last_seen', 'bigint')
      .addColumn('body', 'text', required),
    schema
      .createTable('owners')
      .addColumn('device', 'text', required)
      .addColumn('since', 'bigint', required)
      .addColumn('until', 'bigint')
      .addColumn('patient', 'text', required)
      .addPrimaryKeyConstraint('owners_key', ['device', 'since']),
    schema.createTable('patients').addColumn('id', 'text', key).addColumn('body', 'text', required),
    schema.createTable('identities').addColumn('patient', 'text', key).addColumn('sealed', 'text', required),
    schema.createTable('rule_states').addColumn('patient', 'text', key).addColumn('body', 'text', required),
    schema
      .createTable('thresholds')
      .addColumn('number', ...counted)
      .addColumn('scope', 'text', required)
      .addColumn('rule', 'text', required)
      .addColumn('name', 'text', required)
      .addColumn('value', 'double precision', required)
      .addColumn('by', 'text', required)
      .addColumn('reason', 'text', required)
      .addColumn('since', 'bigint', required)
      .addColumn('until', 'bigint'),
    schema.createIndex('thresholds_of_scope').on('thresholds').columns(['scope', 'until']),

    schema
      .createTable('runs')
      .addColumn('id', 'text', key)
      .addColumn('patient', 'text', required)
      .addColumn('started', 'bigint', required)
      .addColumn('done', 'integer', required)
      .addColumn('body', 'text', required),
    schema.createIndex('runs_of_patient').on('runs').columns(['patient', 'started']),
    schema
      .createTable('follow_ups')
      .addColumn('id', 'text', key)
      .addColumn('patient', 'text', required)
      .addColumn('asked', 'bigint', required)
      .addColumn('is_open', 'integer', required)
      .addColumn('body', 'text', required),
    schema.createIndex('follow_ups_of_patient').on('follow_ups').columns(['patient', 'asked']),
    schema
      .createTable('advice')
      .addColumn('id', 'text', key)
      .addColumn('patient', 'text', required)
      .addColumn('written', 'bigint', required)
      .addColumn('body', 'text', required),
    schema.createIndex('advice_of_patient').on('advice').columns(['patient', 'written']),

    schema.createTable('users').addColumn('id', 'text', key).addColumn('password_hash', 'text').addColumn('body', 'text', required),
    schema
      .createTable('sessions')
      .addColumn('key_hash', 'text', key)
      .addColumn('user', 'text', required)
      .addColumn('since', 'bigint', required)
      .addColumn('until', 'bigint', required)
      .addColumn('once', 'integer', required),
    schema.createIndex('sessions_of_user').on('sessions').column('user'),
    schema.createIndex('sessions_until').on('sessions').column('until'),
    schema
      .createTable('audit')
      .addColumn('seq', 'integer', key)
      .addColumn('at', 'bigint', required)
      .addColumn('by', 'text', required)
      .addColumn('did', 'text', required)
      .addColumn('patient', 'text')
      .addColumn('about', 'text', required)
      .addColumn('prev_hash', 'text', required)
      .addColumn('hash', 'text', required),
    schema.createIndex('audit_of_patient').on('audit').columns(['patient', 'seq']),
  ],
};
