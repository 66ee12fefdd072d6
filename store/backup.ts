import { chmodSync, closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { backup as copyPages, DatabaseSync } from 'node:sqlite';
import { type Proof, proveBackup } from './prove.ts';
import { DatabaseRefused } from './refused.ts';

/** Between two lots of this many pages (2 MB) whoever makes the backup hears how far it is. */
const PAGES_AT_ONCE = 500;

/**
 * Copies a database while a server writes to it, proves the copy, and only then gives it its name: under that name there is always a
 * whole backup, or the one before. The file holds one moment, the one at which the copying began. It is readable by its owner only.
 *
 * The key of the patients' names is not in it. Throws DatabaseRefused.
 */
export async function backup(path: string, to: string, onProgress: (share: number) => void = () => {}): Promise<Proof> {
  if (!existsSync(path)) throw new DatabaseRefused(`${path}: there is no database.`);
  if (existsSync(to) && !statSync(to).isFile()) throw new DatabaseRefused(`${to} is not a file: name the file to write.`);
  if (existsSync(to) && sameFile(path, to)) throw new DatabaseRefused(`${to} is the database itself: name another file.`);
  const partial = `${to}.partial`;
  removeDatabase(partial);
  try {
    await copy(path, partial, onProgress);
    standAlone(partial);
    const proof = await proveBackup(partial);
    putInPlace(partial, to);
    return proof;
  } finally {
    removeDatabase(partial);
  }
}

/**
 * SQLite's backup begins anew whenever somebody else writes, which beside a busy server is for ever. A read transaction on the source
 * holds one moment fast: the copy is of that moment, and whoever writes meanwhile goes on behind it.
 */
async function copy(path: string, to: string, onProgress: (share: number) => void): Promise<void> {
  const source = new DatabaseSync(path, { timeout: 5_000 });
  try {
    source.exec('pragma query_only = on; begin');
    source.prepare('select count(*) from sqlite_schema').get();
    await copyPages(source, to, {
      rate: PAGES_AT_ONCE,
      progress: ({ totalPages, remainingPages }) => onProgress(1 - remainingPages / totalPages),
    });
    onProgress(1);
  } finally {
    if (source.isTransaction) source.exec('rollback');
    source.close();
  }
}

/** Out of WAL mode: one file, without companions that somebody might leave behind. */
function standAlone(file: string): void {
  const db = new DatabaseSync(file);
  try {
    db.exec('pragma journal_mode = delete');
  } finally {
    db.close();
  }
}

/** Gives a finished file its name. On the disk there is the old one or the new one, at every moment. */
export function putInPlace(finished: string, to: string): void {
  chmodSync(finished, 0o600);
  flush(finished);
  renameSync(finished, to);
  flush(dirname(to));
}

export function flush(path: string): void {
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** With what SQLite keeps beside it. */
export function removeDatabase(file: string): void {
  for (const companion of ['', '-wal', '-shm', '-journal']) rmSync(file + companion, { force: true });
}

const sameFile = (a: string, b: string): boolean => statSync(a).ino === statSync(b).ino && statSync(a).dev === statSync(b).dev;
