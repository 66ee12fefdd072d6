import type { WallTime } from '../wall-time.ts';
import { dayGrid } from './day-grid.ts';
import { allEpisodes, type Episode, type EpisodeKind, knownDays } from './episodes.ts';
import type { GlucoseSummary } from './glucose-summary.ts';
import { bandsOf, inUnit } from './time-in-range.ts';

export interface SensorEpisodes {
  readonly found: Readonly<Record<EpisodeKind, readonly Episode[]>>;
  /** The days that the sensor knew. */
  readonly days: number;
}

/**
 * The consensus' episodes of a continuous sensor, by the patient's own bands, on their wall clock. Judged in the unit that the sensor
 * reported, where it reported in one: 70 mg/dL is not low. Undefined where nothing is known.
 */
export function sensorEpisodes({ sensorReadings, bands }: GlucoseSummary, wall: WallTime): SensorEpisodes | undefined {
  const unit = sensorReadings.every(({ reported }) => reported.unit === 'mg/dL') ? 'mg/dL' : 'mmol/L';
  const grid = dayGrid(
    sensorReadings.map(({ at }) => wall(at)),
    sensorReadings.map(({ glucoseMmolL, reported }) => (unit === 'mg/dL' ? reported.value : glucoseMmolL)),
  );
  const days = grid ? knownDays(grid) : 0;
  if (!grid || days === 0) return undefined;
  const { low, veryLow, high } = bands;
  // Pregnancy knows no second level of high: that of other adults is counted.
  const veryHigh = bands.veryHigh ?? bandsOf.adult.veryHigh!;
  const found = allEpisodes(
    grid,
    { level1: inUnit(low, unit), level2: inUnit(veryLow, unit) },
    { level1: inUnit(high, unit), level2: inUnit(veryHigh, unit) },
  );
  return { found, days };
}
