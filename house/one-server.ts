import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { DatabaseRefused } from '../store/refused.ts';

/**
 * Takes the data folder for this server alone, until the process ends, however it ends: a lock that the system holds leaves nothing
 * behind. Two servers on one folder would each judge with a memory of its own. Throws DatabaseRefused when another has it.
 */
export function takeFolder(folder: string): { release(): void } {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const lock = new DatabaseSync(join(folder, 'server.lock'));
  try {
    lock.exec('pragma locking_mode = exclusive; begin exclusive');
  } catch {
    lock.close();
    throw new DatabaseRefused(`Another Hearth server runs on ${folder} already: end it first, or name another folder.`);
  }
  return { release: () => lock.close() };
}
