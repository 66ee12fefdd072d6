import { HOUR } from '../domain/clock.ts';
import { counts } from '../domain/counts.ts';
import type { Reading } from '../domain/reading.ts';
import { judgedAt } from '../rules/point.ts';

/** A sensor's day and a little more, at one value in five minutes. */
export const SENSOR_DAY = 300;

/** So many of one kind go to the patient's own page. */
export const SHOWN = 20;

export const isSensor = (reading: Reading): boolean => reading.kind === 'glucose' && reading.specimen === 'interstitial';

/**
 * Of a sensor that speaks every few minutes, what tells somebody how the day went: the latest, and of those before it one an hour. All that
 * was taken back stays, for whoever wants it back. Newest first, as they come.
 */
export function hourly(readings: readonly Reading[]): readonly Reading[] {
  let last = Number.POSITIVE_INFINITY;
  return readings.filter((reading) => {
    if (reading.quality.includes('withdrawn')) return true;
    if (!counts(reading) || last - judgedAt(reading) < HOUR) return false;
    last = judgedAt(reading);
    return true;
  });
}
