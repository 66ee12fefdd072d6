import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Store } from '../domain/store.ts';
import { DatabaseRefused } from '../store/refused.ts';
import { openSqlite, type SqliteOptions } from '../store/sqlite.ts';
import { systemClock } from './system-clock.ts';

/** The two things in the data folder: the database, and the key that encrypts who the patients are. Back both up, apart. */
export const databaseFile = (folder: string): string => join(folder, 'hearth.db');
export const keyFile = (folder: string): string => join(folder, 'identity.key');

/** Opens the folder's database, making both files on the first start. The key is readable by its owner only. */
export async function openDatabase(
  folder: string,
  durability: 'full' | 'off' = 'full',
  more: Pick<SqliteOptions, 'aside'> = {},
): Promise<Store> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (existsSync(databaseFile(folder)) && !existsSync(keyFile(folder))) {
    throw new DatabaseRefused(
      `${keyFile(folder)} is missing: without it nobody reads the patients’ names in ${databaseFile(folder)}. Put the copy of the key back, then start again.`,
    );
  }
  return openSqlite({ path: databaseFile(folder), identityKey: keyOf(folder), durability, now: systemClock.now, ...more });
}

/** 32 random bytes, made on the first start; another secret of the house is derived from it by whoever needs one. */
export function keyOf(folder: string): Buffer {
  try {
    return Buffer.from(readFileSync(keyFile(folder), 'utf8').trim(), 'base64');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    const key = randomBytes(32);
    writeFileSync(keyFile(folder), `${key.toString('base64')}\n`, { mode: 0o600, flag: 'wx' });
    return key;
  }
}
