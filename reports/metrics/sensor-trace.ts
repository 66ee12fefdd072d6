import type { WallTime } from '../wall-time.ts';
import { type DayGrid, dayGrid } from './day-grid.ts';
import { allEpisodes, type Episode, type EpisodeKind, knownDays } from './episodes.ts';
import type { GlucoseSummary, Sample } from './glucose-summary.ts';
import { MAGE_STEP_MINUTES } from './mage.ts';
import { bandsOf, inUnit } from './time-in-range.ts';

/** A sensor's trace on even grids, and its episodes: what findings, indices and the table of episodes share. */
export interface SensorTrace {
  /** In mmol/L, in the sensor's own step, by the clock on the wall: what compares one moment with the same of another day. */
  readonly grid: DayGrid;
  /** In the step of MAGE, by time as it passes: excursions last as long as they last. */
  readonly fine: DayGrid;
  readonly episodes: Readonly<Record<EpisodeKind, readonly Episode[]>>;
  /** The days that the sensor knew. */
  readonly days: number;
}

/**
 * Episodes are the consensus', by the patient's own bands, judged in the unit that the sensor reported where it reported in one: 70 mg/dL is
 * not low. They last as long as they last, also in a night in which the clocks are moved; when they began is said by the clock on the wall.
 * Undefined without a sensor, or where nothing is known.
 */
export function sensorTrace({ sensor, sensorReadings, bands }: GlucoseSummary, wall: WallTime): SensorTrace | undefined {
  if (!sensor) return undefined;
  const [first] = sensorReadings;
  if (!first) return undefined;
  // The wall's clock of the first reading, that nobody moves.
  const ahead = wall(first.at) - first.at;
  const times = sensorReadings.map(({ at }) => at + ahead);
  const values = sensorReadings.map(({ glucoseMmolL }) => glucoseMmolL);
  const passing = dayGrid(times, values);
  const days = passing ? knownDays(passing) : 0;
  if (!passing || days === 0) return undefined;
  const grid = onTheWall(sensorReadings, wall, ahead) ?? passing;
  const fine = passing.stepMinutes === MAGE_STEP_MINUTES ? passing : dayGrid(times, values, MAGE_STEP_MINUTES)!;
  const unit = sensorReadings.every(({ reported }) => reported.unit === 'mg/dL') ? 'mg/dL' : 'mmol/L';
  const reported =
    unit === 'mmol/L'
      ? passing
      : dayGrid(
          times,
          sensorReadings.map(({ reported: { value } }) => value),
        )!;
  const { low, veryLow, high } = bands;
  // Pregnancy knows no second level of high: that of other adults is counted.
  const veryHigh = bands.veryHigh ?? bandsOf.adult.veryHigh!;
  const found = allEpisodes(
    reported,
    { level1: inUnit(low, unit), level2: inUnit(veryLow, unit) },
    { level1: inUnit(high, unit), level2: inUnit(veryHigh, unit) },
  );
  const told = (kind: EpisodeKind) => found[kind].map((one) => ({ ...one, from: wall(one.from - ahead), to: wall(one.to - ahead) }));
  const episodes = {
    lowLevel1: told('lowLevel1'),
    lowLevel2: told('lowLevel2'),
    lowProlonged: told('lowProlonged'),
    highLevel1: told('highLevel1'),
    highLevel2: told('highLevel2'),
  };
  return { grid, fine, episodes, days };
}

/**
 * The same by the clock on the wall, where it was moved within the period; undefined where it was not. Of an hour that comes twice the first
 * stands; of one that is jumped over nothing is known.
 */
function onTheWall(readings: readonly Sample[], wall: WallTime, ahead: number): DayGrid | undefined {
  if (readings.every(({ at }) => wall(at) - at === ahead)) return undefined;
  let latest = Number.NEGATIVE_INFINITY;
  const kept = readings.filter(({ at }) => {
    if (wall(at) <= latest) return false;
    latest = wall(at);
    return true;
  });
  return dayGrid(
    kept.map(({ at }) => wall(at)),
    kept.map(({ glucoseMmolL }) => glucoseMmolL),
  );
}
