/** The server under test, with its devices enrolled: what `hearth serve` runs, in a folder made for the run. */
import { pino } from 'pino';
import { openHouse } from '../app.ts';
import { Config } from '../config.ts';
import { hashSecret } from '../secrets.ts';
import { systemClock } from '../system-clock.ts';

export interface Options {
  readonly folder: string;
  readonly port: number;
  readonly devices: number;
  readonly patients: number;
  readonly durability: 'full' | 'off';
}

const { folder, port, devices, patients, durability }: Options = JSON.parse(process.argv[2] ?? '{}');
const config = Config.parse({ data: folder, http: { port: 0 }, mqtt: { port: 0, perDevicePerSecond: 1e6, perDeviceBurst: 1e6 } });
const parts = { clock: systemClock, log: pino({ level: 'silent' }), background: true, durability } as const;

// Enrolled before the broker listens on the port that the load generator waits for.
const first = await openHouse({ config, ...parts });
const secretHash = await hashSecret('bench', 'device');
await first.store.transact(async (records) => {
  for (let i = 0; i < patients; i++) {
    const more = { glucoseUnit: 'mmol/L', group: 'adult', conditions: [], medicines: [], allergies: [], plan: [] } as const;
    await records.patients.save({
      id: `patient-${i}`,
      language: 'en',
      zone: 'Europe/London',
      ...more,
      conditions: [],
      medicines: [],
      allergies: [],
      plan: [],
    });
  }
  for (let i = 0; i < devices; i++) {
    await records.devices.save({ id: `bench-${i}`, zone: 'Europe/London', enrolled: 0, secretHash });
    await records.owners.assign(`bench-${i}`, `patient-${i}`, 0);
  }
});
await first.close();

const house = await openHouse({ config: { ...config, mqtt: { ...config.mqtt, port } }, ...parts });
process.once('SIGTERM', () => void house.close().then(() => process.exit()));
