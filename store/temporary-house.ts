import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Store } from '../domain/store.ts';
import { MORNING } from './conformance/samples.ts';
import { openSqlite, type SqliteOptions } from './sqlite.ts';

/** A folder that goes with the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'hearth-store-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export const KEY = new Uint8Array(32).fill(7);

/** A store on a real file in a folder that goes with the test. */
export function openHouse(options: Partial<SqliteOptions> = {}): { readonly store: Store; readonly path: string } {
  const path = options.path ?? join(temporaryFolder(), 'hearth.db');
  const store = openSqlite({ path, identityKey: KEY, now: () => MORNING, ...options });
  onTestFinished(() => store.close());
  return { store, path };
}
