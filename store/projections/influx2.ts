import type { Point as LinePoint } from '@influxdata/influxdb-client';
import { z } from 'zod';
import type { Follower } from '../../domain/follower.ts';
import { type Point, pointOf } from './point.ts';

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

  return {
    name: 'influx2',
    hears: 'readings',
    async follow(entries) {
      const { influx, Line } = await opening;
      const points = entries.flatMap((entry) => ('reading' in entry ? (pointOf(entry.reading, entry.judgement) ?? []) : []));
      if (points.length === 0) return;
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

function filled(line: LinePoint, { tags, fields, ns }: Point): LinePoint {
  line.timestamp(String(ns));
  for (const [name, value] of Object.entries(tags)) line.tag(name, value);
  for (const [name, value] of Object.entries(fields)) {
    if (typeof value === 'number') line.floatField(name, value);
    else line.stringField(name, value);
  }
  return line;
}
