import type { IPoolOptions } from 'influx';
import { z } from 'zod';
import type { Follower } from '../../domain/follower.ts';
import { outdated, pointOf } from './point.ts';

export const Influx1Settings = z.strictObject({
  url: z.url().default('http://127.0.0.1:8086'),
  database: z.string().default('hearth'),
  username: z.string().optional(),
  password: z.string().optional(),
  timeoutMs: z.int().min(100).default(10_000).describe('A batch of 5,000 points takes InfluxDB a tenth of a second.'),
});
export type Influx1Settings = z.infer<typeof Influx1Settings>;

/** The follower tries again by itself, in order and for ever: the pool must not give up on its only host for a while. */
const atOnce: NonNullable<IPoolOptions['backoff']> = { getDelay: () => 0, next: () => atOnce, reset: () => atOnce };

/** Copies every reading into InfluxDB 1.x, for Grafana. Follows the commit; when InfluxDB is down, dashboards wait and catch up. */
export function createInflux1(settings: Influx1Settings): Follower {
  const { protocol, hostname, port } = new URL(settings.url);
  // Loaded by the houses that use it: the libraries that not everybody needs take 30 MB.
  const opening = import('influx').then(({ InfluxDB, toNanoDate }) => {
    const influx = new InfluxDB({
      hosts: [{ host: hostname, port: Number(port) || 8086, protocol: protocol === 'https:' ? 'https' : 'http' }],
      database: settings.database,
      ...(settings.username === undefined ? {} : { username: settings.username }),
      ...(settings.password === undefined ? {} : { password: settings.password }),
      pool: { requestTimeout: settings.timeoutMs, maxRetries: 0, backoff: atOnce },
    });
    return { influx, toNanoDate };
  });
  return {
    name: 'influx1',
    hears: 'readings',
    async follow(entries) {
      const { influx, toNanoDate } = await opening;
      const points = entries.flatMap((entry) => ('reading' in entry ? (pointOf(entry.reading, entry.judgement) ?? []) : []));
      if (points.length === 0) return;
      const write = () =>
        influx.writePoints(
          points.map(({ ns, ...point }) => ({ ...point, timestamp: toNanoDate(String(ns)) })),
          { precision: 'n' },
        );
      const clean = async () => {
        for (const { measurement, patient, device, ns } of outdated(entries))
          await influx.query(
            `DELETE FROM ${name(measurement)} WHERE "patient" = ${text(patient)} AND "device" = ${text(device)} AND time = ${ns}`,
          );
      };
      try {
        await clean();
        await write();
      } catch (error) {
        // Made when it is missing, also when somebody drops it later; a user who may write but not create is never asked to.
        if (!/database not found/i.test(String(error))) throw error;
        await influx.createDatabase(settings.database);
        await write();
      }
    },
  };
}

const name = (one: string): string => `"${one.replaceAll(/["\\]/g, '\\$&')}"`;
const text = (one: string): string => `'${one.replaceAll(/['\\]/g, '\\$&')}'`;
