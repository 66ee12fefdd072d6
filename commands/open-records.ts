import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Store } from '../domain/store.ts';
import { readConfig } from '../house/config.ts';
import { databaseFile, openDatabase } from '../house/open-database.ts';
import { type Settings, settingsInForce } from '../house/settings.ts';
import type { Out } from './command.ts';

/**
 * The database that hearth.yaml names, for a command that works beside a running server or without one. Where there was none, one begins,
 * and that is said: whoever stands in the wrong folder would otherwise wonder where the patients went.
 */
export async function openRecords(
  configFile: string | undefined,
  out?: Pick<Out, 'say'>,
): Promise<{ readonly store: Store; readonly config: Settings }> {
  const config = readConfig(configFile, process.env);
  const isNew = !existsSync(databaseFile(config.data));
  const store = await openDatabase(config.data);
  if (isNew)
    out?.say(`There was no database in ${resolve(config.data)}: a new one begins there. Is this the folder of your hearth.yaml?\n`);
  return { store, config: await settingsInForce(config, store) };
}
