import { constants, copyFileSync, existsSync, linkSync, mkdirSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { flush, putInPlace, removeDatabase } from './backup.ts';
import { type Proof, proveBackup } from './prove.ts';
import { DatabaseRefused } from './refused.ts';

export interface Restored {
  readonly proof: Proof;
  /** Where the database lies that stood there before, if one did. */
  readonly kept: string | undefined;
}

/**
 * Puts a backup in the place of a database. The file is proved before anything is touched; the database that stood there is kept beside it;
 * the change is one rename. Throws DatabaseRefused, also while anybody has the database open.
 */
export async function restore(file: string, path: string): Promise<Restored> {
  const fresh = `${path}.restoring`;
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  if (!existsSync(file)) throw new DatabaseRefused(`${file}: there is no such file.`);
  removeDatabase(fresh);
  try {
    // The copy is proved, not the file: it is the copy that will be used.
    copyFileSync(file, fresh, constants.COPYFILE_FICLONE);
    if (existsSync(`${file}-wal`)) copyFileSync(`${file}-wal`, `${fresh}-wal`);
    const proof = await proveBackup(fresh).catch((error: Error) => {
      throw new DatabaseRefused(error.message.replaceAll(fresh, file));
    });
    return { proof, kept: replace(path, fresh) };
  } finally {
    removeDatabase(fresh);
  }
}

function replace(path: string, fresh: string): string | undefined {
  moveLogInto(fresh);
  if (!existsSync(path)) {
    putInPlace(fresh, path);
    return undefined;
  }
  const release = holdAlone(path);
  try {
    const kept = freeName(path);
    linkSync(path, kept);
    // Only a damaged database still has them: a log that stayed would be read into the new one.
    for (const companion of ['-wal', '-shm', '-journal']) if (existsSync(path + companion)) renameSync(path + companion, kept + companion);
    flush(dirname(path));
    putInPlace(fresh, path);
    return kept;
  } finally {
    release();
  }
}

/** The first of its kind that is not taken. */
function freeName(path: string): string {
  for (let n = 1; ; n++) if (!existsSync(`${path}.before-restore-${n}`)) return `${path}.before-restore-${n}`;
}

function moveLogInto(file: string): void {
  const db = new DatabaseSync(file);
  try {
    db.exec('pragma journal_mode = delete');
  } finally {
    db.close();
  }
}

/**
 * Leaving WAL mode needs the database for oneself alone, and moves the log into the file; who then comes waits for our lock. An idle
 * server would not show in `begin exclusive`, because in WAL mode that only keeps other writers away.
 */
function holdAlone(path: string): () => void {
  const db = new DatabaseSync(path, { timeout: 500 });
  try {
    db.exec('pragma journal_mode = delete; begin exclusive');
  } catch (error) {
    if ((((error as { errcode?: number }).errcode ?? 0) & 0xff) === BUSY) {
      db.close();
      throw new DatabaseRefused(`${path} is open in another program: stop the server first.`);
    }
    // Damaged beyond opening: nobody else holds it open either, and it is to be replaced for that.
  }
  return () => {
    if (db.isTransaction) db.exec('rollback');
    db.close();
  };
}

const BUSY = 5;
