import type { Point as LinePoint } from '@influxdata/influxdb-client';
import { z } from 'zod';
import type { Follower } from '../../domain/follower.ts';
import { type Outdated, outdated, type Point, pointOf } from './point.ts';

export const Influx2Settings = z.strictObject({
  url: z.url().default('http://127.0.0.1:8086'),
  token: z.string(),
  org: z.string(),
  bucket: z.string().default('hearth'),
  timeoutMs: z.int().min(100).default(10_000).describe('A batch of 5,000 points takes InfluxDB a tenth of a second.'),
});
export type Influx2Settings = z.infer<typeof Influx2Settings>;

/** Copies every reading into InfluxDB 2.x or 3, for Grafana. Follows the commit; when InfluxDB is down, dashboards wait and catch up. */
export function createInflux2({ url, token, org, bucket, timeoutMs }: Influx2Settings): Follower {
  // Loaded by the houses that use it: the libraries that not everybody needs take 30 MB.
  const opening = import('@influxdata/influxdb-client').then(({ InfluxDB, Point }) => ({
    influx: new InfluxDB({ url, token, timeout: timeoutMs }),
    Line: Point,
  }));

  /** The client has no part for this. InfluxDB 3 deletes nothing: there the old point stays beside the new one. */
  async function remove({ measurement, patient, device, ns }: Outdated): Promise<void> {
    const predicate = `_measurement=${quoted(measurement)} AND patient=${quoted(patient)} AND device=${quoted(device)}`;
    const moment = Temporal.Instant.fromEpochNanoseconds(ns);
    const response = await fetch(`${url.replace(/\/$/, '')}/api/v2/delete?${new URLSearchParams({ org, bucket })}`, {
      method: 'POST',
      headers: { authorization: `Token ${token}`, 'content-type': 'application/json' },
      // From the first up to but not including the second.
      body: JSON.stringify({ start: String(moment), stop: String(moment.add({ nanoseconds: 1 })), predicate }),
      signal: AbortSignal.timeout(timeoutMs),
    });
    await response.body?.cancel();
    if (!response.ok && !NOT_THERE.includes(response.status)) throw new Error(`InfluxDB answers ${response.status} to a deletion`);
  }

  return {
    name: 'influx2',
    hears: 'readings',
    async follow(entries) {
      const { influx, Line } = await opening;
      const points = entries.flatMap((entry) => ('reading' in entry ? (pointOf(entry.reading, entry.judgement) ?? []) : []));
      if (points.length === 0) return;
      for (const one of outdated(entries)) await remove(one);
      // One writer for each batch: the client's own buffer and retries would lose what the cursor believes to be written.
      let failure: Error | undefined;
      const writer = influx.getWriteApi(org, bucket, 'ns', {
        batchSize: points.length + 1,
        flushInterval: 0,
        maxRetries: 0,
        writeFailed: async (error) => {
          failure = error;
        },
      });
      writer.writePoints(points.map((point) => filled(new Line(point.measurement), point)));
      await writer.close().catch((error) => {
        failure ??= error;
      });
      if (failure) throw failure;
    },
  };
}

const NOT_THERE = [404, 405, 501];
const quoted = (one: string): string => `"${one.replaceAll(/["\\]/g, '\\$&')}"`;

function filled(line: LinePoint, { tags, fields, ns }: Point): LinePoint {
  line.timestamp(String(ns));
  for (const [name, value] of Object.entries(tags)) line.tag(name, value);
  for (const [name, value] of Object.entries(fields)) {
    if (typeof value === 'number') line.floatField(name, value);
    else line.stringField(name, value);
  }
  return line;
}
