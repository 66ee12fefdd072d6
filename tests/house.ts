/** A whole house for a test: real broker, real SQLite file, real HTTP, on free ports, in a temporary folder. */
import { connectAsync, type MqttClient } from 'mqtt';
import { pino } from 'pino';
import type { Clock } from '../domain/clock.ts';
import type { Patient } from '../domain/patient.ts';
import type { DeviceId } from '../domain/reading.ts';
import { type House, openHouse } from '../house/app.ts';
import { Config } from '../house/config.ts';
import { hashSecret } from '../house/secrets.ts';
import { systemClock } from '../house/system-clock.ts';
import { temporaryFolder } from './services.ts';

export interface TestHouse extends House {
  readonly folder: string;
  /** A patient with devices, whose secret is `secret of <device>`. */
  moveIn(patient: string, devices: readonly DeviceId[], more?: Partial<Patient>): Promise<void>;
  connect(device: DeviceId): Promise<MqttClient>;
}

export async function openTestHouse({
  folder = temporaryFolder(),
  clock = systemClock,
  background = false,
  settings = {},
  log = pino({ level: 'silent' }),
}: {
  folder?: string;
  clock?: Clock;
  background?: boolean;
  settings?: Record<string, unknown>;
  log?: pino.Logger;
} = {}): Promise<TestHouse> {
  const config = Config.parse({ data: folder, http: { port: 0 }, mqtt: { port: 0 }, ...settings });
  const house = await openHouse({ config, clock, log, background });
  return {
    ...house,
    folder,
    async moveIn(id, devices, more = {}) {
      const patient: Patient = {
        id,
        language: 'en',
        zone: 'Europe/London',
        glucoseUnit: 'mmol/L',
        group: 'adult',
        conditions: [],
        medicines: [],
        allergies: [],
        plan: [],
        ...more,
      };
      const hashes = await Promise.all(devices.map((device) => hashSecret(`secret of ${device}`, 'device')));
      await house.store.transact(async (records) => {
        await records.patients.save(patient);
        for (const [i, device] of devices.entries()) {
          await records.devices.save({ id: device, zone: patient.zone, enrolled: 0, secretHash: hashes[i]! });
          await records.owners.assign(device, id, 0);
        }
      });
      await house.enrol(patient);
    },
    connect: (device) =>
      connectAsync(`mqtt://127.0.0.1:${house.broker.port}`, {
        clientId: device,
        username: device,
        password: `secret of ${device}`,
        reconnectPeriod: 0,
      }),
  };
}

/** A cuff's notification: systolic, diastolic, mean in mmHg, no time stamp (2A35). */
export const pressure = (systolic: number, diastolic: number): Buffer => {
  const bytes = Buffer.alloc(7);
  bytes.writeUInt16LE(systolic, 1);
  bytes.writeUInt16LE(diastolic, 3);
  bytes.writeUInt16LE(Math.round((systolic + 2 * diastolic) / 3), 5);
  return bytes;
};

export const glucose = (value: number, at: number, more: Record<string, unknown> = {}): Buffer =>
  Buffer.from(JSON.stringify({ kind: 'glucose', value, unit: 'mmol/L', at, ...more }));
