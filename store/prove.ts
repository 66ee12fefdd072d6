import { existsSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import type { Instant } from '../domain/clock.ts';
import { type AuditProof, verifyAudit } from './audit.ts';
import type { Connection } from './connection.ts';
import { pulses } from './duty.ts';
import { HEADS_PULSE } from './heads.ts';
import { stepsFrom } from './migrate.ts';
import { migrations } from './migrations/registry.ts';
import { DatabaseRefused } from './refused.ts';
import { statementsOn, turnOn } from './sqlite-connection.ts';
import { APPLICATION_ID, numberOf, openReader, stepsTaken } from './sqlite-file.ts';

/** What a file holds that was found to be a whole database of Hearth's. */
export interface Proof {
  readonly readings: number;
  readonly patients: number;
  readonly alerts: number;
  /** Up to which migration it went. */
  readonly step: string;
  readonly audit: AuditProof;
}

/**
 * Reads a database file from end to end and changes nothing: every page and index (integrity_check), that it is one of ours and not newer
 * than this version, and the chain of the audit. Throws DatabaseRefused with one sentence; a broken chain is reported, not refused.
 */
export async function proveBackup(file: string): Promise<Proof> {
  if (!existsSync(file)) throw new DatabaseRefused(`${file}: there is no such file.`);
  const db = opened(file);
  try {
    if (numberOf(db, 'pragma application_id') !== APPLICATION_ID) throw new DatabaseRefused(`${file} is not a database of Hearth's.`);
    const steps = stepsTaken(db);
    stepsFrom(steps, migrations);
    const [finding] = Object.values(db.prepare('pragma integrity_check(1)').get() ?? {});
    if (finding !== 'ok') throw new DatabaseRefused(`${file} is damaged: ${finding}.`);
    return {
      readings: numberOf(db, 'select count(*) from readings'),
      patients: numberOf(db, 'select count(*) from patients'),
      alerts: numberOf(db, 'select count(*) from alerts'),
      step: steps.at(-1) ?? '',
      audit: await verifyAudit(turnOn(statementsOn(db), { afterRefusal: 'go on' }).connection),
    };
  } catch (error) {
    if (error instanceof DatabaseRefused) throw error;
    throw new DatabaseRefused(`${file} is damaged: ${(error as Error).message}.`);
  } finally {
    db.close();
  }
}

/** The audit of a database file, also while a server writes to it. */
export const verifyAuditOf = (path: string): Promise<AuditProof> => readingAudit(path, (connection) => verifyAudit(connection));

export interface HeadsRemembered {
  readonly n: number;
  readonly seq: number;
  readonly at: Instant;
}

/** Opens a database file for reading alone: its audit, and what it remembers of the heads that were written outside of it. */
export async function readingAudit<Found>(
  path: string,
  read: (connection: Connection, remembered: () => Promise<HeadsRemembered | undefined>) => Promise<Found>,
): Promise<Found> {
  if (!existsSync(path)) throw new DatabaseRefused(`${path}: there is no such file.`);
  const db = openReader(path);
  try {
    const { connection } = turnOn(statementsOn(db), { afterRefusal: 'go on' });
    return await read(connection, async () => {
      const pulse = await pulses(connection).get(HEADS_PULSE);
      return pulse && { n: Number(pulse.about.n), seq: Number(pulse.about.seq), at: pulse.at };
    });
  } finally {
    db.close();
  }
}

function opened(file: string): DatabaseSync {
  try {
    return openReader(file);
  } catch (error) {
    throw new DatabaseRefused(`${file} cannot be read as a database: ${(error as Error).message}.`);
  }
}
