import type { Config } from '../config.ts';
import { readConfig } from '../config.ts';
import type { Store } from '../domain/store.ts';
import { openDatabase } from '../open-database.ts';

/** The database that hearth.yaml names, for a command that works beside a running server or without one. */
export async function openRecords(configFile: string | undefined): Promise<{ readonly store: Store; readonly config: Config }> {
  const config = readConfig(configFile, process.env);
  return { store: await openDatabase(config.data), config };
}
