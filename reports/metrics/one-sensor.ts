import type { Instant } from '../../domain/clock.ts';
import { MOST_GAP_MS } from './day-grid.ts';

/** What tells readings of glucose apart: who measured, and whether it was a continuous sensor. */
interface Sensed {
  readonly at: Instant;
  readonly device: string;
  readonly specimen?: string | undefined;
}

export interface ToldApart<R> {
  /** Most of what there is, is a sensor's. */
  readonly sensor: boolean;
  /** What the figures of a period are of: the one trace of a sensor, or else the finger-sticks. */
  readonly counted: readonly R[];
  /** The other kind, which is never mixed in. */
  readonly beside: readonly R[];
  /** One value for each moment. */
  readonly trace: readonly R[];
  /** So many readings of another sensor, worn at the same time, are in no figure. */
  readonly overlapping: number;
}

/**
 * Consensus shares and GMI are of a sensor worn by itself (Battelino et al. 2019; Bergenstal et al. 2018): a finger-stick is done when
 * somebody fears a value, and would count in them as much as five minutes. @param readings that count, oldest first
 */
export function toldApart<R extends Sensed>(readings: readonly R[]): ToldApart<R> {
  const isSensor = ({ specimen }: R): boolean => specimen === 'interstitial';
  if (readings.every(isSensor)) {
    const trace = oneSensor(readings);
    return { sensor: readings.length > 0, counted: trace, beside: [], trace, overlapping: readings.length - trace.length };
  }
  const all = readings.filter(isSensor);
  const sticks = readings.filter((reading) => !isSensor(reading));
  const trace = oneSensor(all);
  const sensor = trace.length > sticks.length;
  return { sensor, counted: sensor ? trace : sticks, beside: sensor ? sticks : trace, trace, overlapping: all.length - trace.length };
}

/**
 * One sensor at a time. Where two overlap (one is replaced, or two are compared) the one with more readings in the period stands, and the
 * other only where nothing is known of it for longer than 45 minutes: an engineering choice. Whose a reading is, its device tells.
 * @param readings of sensors, oldest first
 */
function oneSensor<R extends Sensed>(readings: readonly R[]): readonly R[] {
  const device = readings[0]?.device;
  if (readings.every((one) => one.device === device)) return readings;
  const [most = [], ...others] = [...Map.groupBy(readings, (one) => one.device).values()].toSorted((a, b) => b.length - a.length);
  return others.reduce<readonly R[]>(filledUp, most);
}

function filledUp<R extends Sensed>(kept: readonly R[], other: readonly R[]): readonly R[] {
  let next = 0;
  const added = other.filter(({ at }) => {
    while (next < kept.length && kept[next]!.at <= at) next += 1;
    const [before, after] = [kept[next - 1]?.at ?? Number.NEGATIVE_INFINITY, kept[next]?.at ?? Number.POSITIVE_INFINITY];
    return before < at && after - before > MOST_GAP_MS;
  });
  return added.length === 0 ? kept : [...kept, ...added].toSorted((a, b) => a.at - b.at);
}
