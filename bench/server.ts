/** The server under test, with its devices enrolled: what `hearth serve` runs, in a folder made for the run. */
import { pino } from 'pino';
import { openHouse } from '../house/app.ts';
import { Config } from '../house/config.ts';
import { openDatabase } from '../house/open-database.ts';
import { hashSecret } from '../house/secrets.ts';
import { systemClock } from '../house/system-clock.ts';

export interface Options {
  readonly folder: string;
  readonly port: number;
  readonly devices: number;
  readonly patients: number;
  readonly durability: 'full' | 'off';
  /** Of the API, where somebody asks it. */
  readonly http?: number;
  /** Enrol and end, instead of serving. */
  readonly prepare?: boolean;
}

const { folder, port, devices, patients, durability, http = 0, prepare }: Options = JSON.parse(process.argv[2] ?? '{}');
const settings = { perDevicePerSecond: 1e6, perDeviceBurst: 1e6 };
const config = Config.parse({ data: folder, http: { port: http, requestsPerMinute: 1e6 }, mqtt: { port, ...settings } });

if (prepare) await moveIn();
else {
  const house = await openHouse({ config, clock: systemClock, log: pino({ level: 'silent' }), background: true, durability });
  process.once('SIGTERM', () => void house.close().then(() => process.exit()));
}

/** In a process of its own, so that the server's memory is the server's. */
async function moveIn(): Promise<void> {
  const store = await openDatabase(folder);
  const secretHash = await hashSecret('bench', 'device');
  await store.transact(async (records) => {
    for (let i = 0; i < patients; i++) {
      const nothing = { conditions: [], medicines: [], allergies: [], plan: [] };
      await records.patients.save({
        id: `patient-${i}`,
        language: 'en',
        zone: 'Europe/London',
        glucoseUnit: 'mmol/L',
        group: 'adult',
        ...nothing,
      });
    }
    for (let i = 0; i < devices; i++) {
      await records.devices.save({ id: `bench-${i}`, zone: 'Europe/London', enrolled: 0, secretHash });
      await records.owners.assign(`bench-${i}`, `patient-${i}`, 0);
    }
  });
  await store.close();
}
