import type { WallTime } from '../wall-time.ts';
import { type DayGrid, dayGrid } from './day-grid.ts';
import { allEpisodes, type Episode, type EpisodeKind, knownDays } from './episodes.ts';
import type { GlucoseSummary } from './glucose-summary.ts';
import { MAGE_STEP_MINUTES } from './mage.ts';
import { bandsOf, inUnit } from './time-in-range.ts';

/** A sensor's trace on even grids, and its episodes: what findings, indices and the table of episodes share. */
export interface SensorTrace {
  /** In mmol/L, in the sensor's own step and in that of MAGE. */
  readonly grid: DayGrid;
  readonly fine: DayGrid;
  readonly episodes: Readonly<Record<EpisodeKind, readonly Episode[]>>;
  /** The days that the sensor knew. */
  readonly days: number;
}

/**
 * Episodes are the consensus', by the patient's own bands, on their wall clock, judged in the unit that the sensor reported where it reported
 * in one: 70 mg/dL is not low. Undefined without a sensor, or where nothing is known.
 */
export function sensorTrace({ sensor, sensorReadings, bands }: GlucoseSummary, wall: WallTime): SensorTrace | undefined {
  if (!sensor) return undefined;
  const times = sensorReadings.map(({ at }) => wall(at));
  const values = sensorReadings.map(({ glucoseMmolL }) => glucoseMmolL);
  const grid = dayGrid(times, values);
  const days = grid ? knownDays(grid) : 0;
  if (!grid || days === 0) return undefined;
  const fine = grid.stepMinutes === MAGE_STEP_MINUTES ? grid : dayGrid(times, values, MAGE_STEP_MINUTES)!;
  const unit = sensorReadings.every(({ reported }) => reported.unit === 'mg/dL') ? 'mg/dL' : 'mmol/L';
  const reported =
    unit === 'mmol/L'
      ? grid
      : dayGrid(
          times,
          sensorReadings.map(({ reported: { value } }) => value),
        )!;
  const { low, veryLow, high } = bands;
  // Pregnancy knows no second level of high: that of other adults is counted.
  const veryHigh = bands.veryHigh ?? bandsOf.adult.veryHigh!;
  const episodes = allEpisodes(
    reported,
    { level1: inUnit(low, unit), level2: inUnit(veryLow, unit) },
    { level1: inUnit(high, unit), level2: inUnit(veryHigh, unit) },
  );
  return { grid, fine, episodes, days };
}
