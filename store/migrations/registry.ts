import type { Migration } from '../migrate.ts';
import { start } from './0001-start.ts';
import { ruleStatePieces } from './0002-rule-state-pieces.ts';
import { inboxByAddress } from './0003-inbox-by-address.ts';
import { alertLife } from './0004-alert-life.ts';

/** All of them, in order. */
export const migrations: readonly Migration[] = [start, ruleStatePieces, inboxByAddress, alertLife];
