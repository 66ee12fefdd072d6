import { type Clinic, clinicInForce } from '../domain/clinic.ts';
import type { Records } from '../domain/store.ts';
import type { Config } from './config.ts';

/** hearth.yaml, with the clinic as it is in force: what everything that runs is handed. A Config does not fit where this is asked for. */
export type Settings = Omit<Config, 'clinic'> & { readonly clinic: Clinic };

/** The one way from what is written to what holds, for the server and every command. */
export const settingsInForce = async (config: Config, { clinic }: Pick<Records, 'clinic'>): Promise<Settings> => ({
  ...config,
  clinic: clinicInForce(config.clinic, await clinic.kept()),
});
