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
  json: (column, ...keys) => sql`json_extract(${sql.ref(column)}, ${sql.lit(`$.${keys.join('.')}`)})`,
  plain: (statement) => ({ compile: () => statement.compile(sqliteSql) }),
};

/**
 * Pages (of 4 KiB) that the write-ahead log grows to before a commit moves them into the database. Measured on 2 cores and a virtual disk,
 * synchronous=FULL: readings a second in batches of 500 of 100 devices, with 100 rule states saved in each; and the longest commit while
 * 5,000 a second arrive from 1,000 devices (the median commit is 0.2 ms in all rows).
 *
 *     1,000 pages    4 MB   50,000 a second    5 ms
 *     2,000          8 MB   65,000             9 ms
 *     4,000         16 MB   70,000            20 ms
 *     8,000         32 MB   79,000            44 ms
 *    16,000         64 MB   80,000            43 ms
 *
 * Never is worse than all: a log that only grows was half as fast. Checkpoints in a thread of their own, wal_checkpoint(passive) beside the
 * writer, gained 4 %: they do not catch up with a writer at full speed, who has to wait after all. What they do gain is keep-log-short.ts.
 */
const CHECKPOINT_PAGES = 4_000;

/** Where a thread moves the log, a commit does so only when that thread has not come along for as long as this: 64 MB. */
const LAST_RESORT_PAGES = 16_000;

/** A command beside the server writes for milliseconds. Longer than this, and somebody has forgotten a transaction. */
const BUSY_MS = 2_000;

export interface FileOptions {
  readonly path: string;
  /** `off` is for measuring what durability costs, and for nothing else: a power failure then takes what was acknowledged. */
  readonly durability: 'full' | 'off';
  /** Who moves the log into the database: a commit, or a thread of its own. */
  readonly checkpoints?: 'here' | 'elsewhere';
}

/** The connection that writes: makes the file on the first start and takes the steps that it still has to take. */
export function openWriter(
  { path, durability, checkpoints = 'here' }: FileOptions,
  known: readonly Migration[] = migrations,
): DatabaseSync {
  const db = new DatabaseSync(path, { timeout: BUSY_MS });
  try {
    assertOurs(db, path);
    db.exec('pragma journal_mode = wal');
    const most = checkpoints === 'here' ? CHECKPOINT_PAGES : LAST_RESORT_PAGES;
    db.exec(`pragma synchronous = ${durability}; pragma wal_autocheckpoint = ${most}`);
    // 8 MB: four times as much was no faster, nor was mmap.
    db.exec('pragma cache_size = -8000; pragma temp_store = memory');
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
  db.exec('pragma cache_size = -4000; pragma temp_store = memory');
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
