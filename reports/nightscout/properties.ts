import { MINUTE } from '../../domain/clock.ts';
import type { GlucoseUnit } from '../../domain/units.ts';
import { mmolPerLFromMgPerDl } from '../../domain/units.ts';
import { ARROWS, type Arrow } from './arrow.ts';
import type { Document } from './entry.ts';

/** A sensor entry as the properties and ddata of API v2 show it. */
export interface Sgv {
  readonly _id: string;
  readonly mgdl: number;
  readonly mills: number;
  readonly device: string;
  readonly direction: Arrow;
  readonly type: 'sgv';
}

/** Four buckets of five minutes, the first around the newest reading: the average of the first, and how far it is from the next that holds any. */
const BUCKET_MS = 5 * MINUTE;
const BUCKETS = 4;
/** Further apart than this, the change is brought down to five minutes. */
const INTERPOLATED_BEYOND_MINUTES = 9;

/**
 * `bgnow`, `delta` and `direction` as followers read them at /api/v2/properties (cgm-remote-monitor, plugins bgnow and direction). `sgvs`:
 * newest first. What nothing is known of is not there.
 */
export function properties(sgvs: readonly Sgv[], unit: GlucoseUnit): Readonly<Record<string, Document>> {
  const [last] = sgvs;
  if (!last) return {};
  const beginning = last.mills + BUCKET_MS / 2;
  const buckets = Map.groupBy(
    sgvs.filter(({ mills }) => mills > beginning - BUCKETS * BUCKET_MS),
    ({ mills }) => Math.floor((beginning - mills) / BUCKET_MS),
  );
  const [recent, previous] = [...buckets.values()].map((bucket) => ({
    mean: bucket.reduce((sum, { mgdl }) => sum + mgdl, 0) / bucket.length,
    last: bucket[0]!.mgdl,
    mills: bucket[0]!.mills,
    sgvs: bucket,
  }));
  const { sign } = ARROWS[last.direction];
  return {
    bgnow: recent!,
    ...(previous ? { delta: deltaOf(recent!, previous, unit) } : {}),
    direction: { display: null, value: last.direction, label: sign, entity: `&#${sign.charCodeAt(0)};` },
  };
}

interface Bucket {
  readonly mean: number;
  readonly mills: number;
}

function deltaOf(recent: Bucket, previous: Bucket, unit: GlucoseUnit): Document {
  const absolute = recent.mean - previous.mean;
  const elapsedMins = (recent.mills - previous.mills) / MINUTE;
  const interpolated = elapsedMins > INTERPOLATED_BEYOND_MINUTES;
  const change = interpolated ? (absolute / elapsedMins) * 5 : absolute;
  const mgdl = Math.round(change);
  const scaled = unit === 'mmol/L' ? Math.round(mmolPerLFromMgPerDl(change) * 10) / 10 : mgdl;
  const display = `${scaled >= 0 ? '+' : ''}${scaled}`;
  return { absolute, elapsedMins, interpolated, mean5MinsAgo: recent.mean - change, mgdl, scaled, display, previous };
}
