import { DatabaseSync } from 'node:sqlite';
import { sql } from 'kysely';
import { type Migration, stepsFrom, type Words } from './migrate.ts';
import { migrations } from './migrations/registry.ts';
import { DatabaseRefused } from './refused.ts';
import { sqliteSql } from './sqlite-connection.ts';

/** "HRTH" in the file's header: `file hearth.db` and a restore know it by that. */
export const APPLICATION_ID = 0x48525448;

const words: Words = {
  // Without AUTOINCREMENT a position would be given again when the last row goes, and a follower would miss its correction.
  counted: ['integer', (column) => column.primaryKey().autoIncrement()],
  bytes: 'blob',
};

/**
 * Pages (of 4 KiB) that the write-ahead log grows to before a commit moves them into the database. Measured with 100 devices, batches
 * of 500, synchronous=FULL, on a virtual disk; the stall is the longest batch, and the log stays as large as it once was.
 *
 *     1,000 pages    4 MB log  33,000 readings a second
 *     4,000 pages   16 MB log  49,000
 *     8,000 pages   32 MB log  55,000
 *    16,000 pages   64 MB log  64,000   stall 70 ms
 *    never                    34,000   a growing file costs more than a moved page
 *
 * A thread of its own for the checkpoints (wal_checkpoint(passive) beside the writer) brought 63,600 and stalls of 47 ms: it never
 * catches up with a writer at full speed, who must then wait after all. Not worth a thread.
 */
const CHECKPOINT_PAGES = 16_000;

/** A command beside the server writes for milliseconds. Longer than this, and somebody has forgotten a transaction. */
const BUSY_MS = 2_000;

export interface FileOptions {
  readonly path: string;
  /** `off` is for measuring what durability costs, and for nothing else: a power failure then takes what was acknowledged. */
  readonly durability: 'full' | 'off';
}

/** The connection that writes: makes the file on the first start and takes the steps that it still has to take. */
export function openWriter({ path, durability }: FileOptions, known: readonly Migration[] = migrations): DatabaseSync {
  const db = new DatabaseSync(path, { timeout: BUSY_MS });
  try {
    assertOurs(db, path);
    db.exec('pragma journal_mode = wal');
    db.exec(`pragma synchronous = ${durability}; pragma wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
    // 16 MB of pages: 8 MB and 32 MB were as fast, and mmap was no faster.
    db.exec('pragma cache_size = -16000; pragma temp_store = memory');
    migrate(db, known);
    return db;
  } catch (error) {
    db.close();
    throw refusalOf(error, path);
  }
}

/** The connection for everybody else. What it is asked to write, SQLite refuses. */
export function openReader(path: string): DatabaseSync {
  const db = new DatabaseSync(path, { readOnly: true, timeout: BUSY_MS });
  db.exec('pragma cache_size = -8000; pragma temp_store = memory');
  return db;
}

/** Throws when the file is a database, but not one of ours. An empty file may become one. */
export function assertOurs(db: DatabaseSync, path: string): void {
  const mark = numberOf(db, 'pragma application_id');
  if (mark === APPLICATION_ID || (mark === 0 && numberOf(db, 'select count(*) from sqlite_schema') === 0)) return;
  throw new DatabaseRefused(`${path} is a SQLite database, but not one of Hearth's: name another folder.`);
}

/** The steps that this database went through; empty for a new one. */
export function stepsTaken(db: DatabaseSync): readonly string[] {
  if (numberOf(db, "select count(*) from sqlite_schema where name = 'migrations'") === 0) return [];
  return db
    .prepare('select name from migrations order by name')
    .all()
    .map(({ name }) => String(name));
}

export const numberOf = (db: DatabaseSync, query: string): number => Number(Object.values(db.prepare(query).get() ?? {})[0]);

function migrate(db: DatabaseSync, known: readonly Migration[]): void {
  if (stepsFrom(stepsTaken(db), known).length === 0) return;
  // Two programs may start at once: who comes second waits here, and finds the steps taken.
  db.exec('begin immediate');
  try {
    for (const { name, up } of stepsFrom(stepsTaken(db), known)) {
      db.exec('create table if not exists migrations (name text not null primary key)');
      for (const step of up(sqliteSql, words)) db.exec(step.compile().sql);
      db.exec(sql`insert into migrations (name) values (${sql.lit(name)})`.compile(sqliteSql).sql);
    }
    db.exec(`pragma application_id = ${APPLICATION_ID}; commit`);
  } catch (error) {
    if (db.isTransaction) db.exec('rollback');
    throw error;
  }
}

/** What SQLite says of a file that it cannot read, in a sentence for whoever runs the server. */
function refusalOf(error: unknown, path: string): unknown {
  const code = Number((error as { errcode?: unknown }).errcode) & 0xff;
  if (code === 26) return new DatabaseRefused(`${path} is not a database: restore a backup, or name another folder.`);
  if (code === 11) return new DatabaseRefused(`${path} is damaged: restore a backup.`);
  return error;
}
