import type { Instant } from '../../domain/clock.ts';
import { DAY, MINUTE } from '../../domain/clock.ts';
import type { DayGrid } from './day-grid.ts';

/** A stretch beyond a limit, on the wall clock. */
export interface Episode {
  readonly from: Instant;
  readonly to: Instant;
  readonly minutes: number;
  /** The lowest value of a low episode, the highest of a high one; in the unit of the grid. */
  readonly extreme: number;
  readonly mean: number;
}

/** The consensus counts from 15 minutes on, and ends an episode after 15 minutes on the other side. */
const EPISODE_MINUTES = 15;
/** A low of more than two hours is a prolonged one. */
export const PROLONGED_MINUTES = 120;
/** Night, as the consensus divides the day: 00:00 to 05:59. */
const NIGHT_ENDS_MINUTE = 360;

/**
 * Episodes of at least 15 minutes beyond a limit; one ends when at least 15 minutes lie on the other side again (Danne et al., Diabetes Care
 * 2017;40:1631; Battelino et al., Lancet Diabetes Endocrinol 2023;11:42), or where nothing is known. Evenly spaced values, linear between
 * readings that are at most 45 minutes apart, as the R package iglu counts them.
 * @param fewestMinutes how long the stretch must last without a break to count
 */
export function episodesOf(
  { values, stepMinutes, timeOf }: DayGrid,
  isBeyond: (value: number) => boolean,
  worse: (a: number, b: number) => number,
  fewestMinutes = EPISODE_MINUTES,
): Episode[] {
  const fewest = Math.ceil(fewestMinutes / stepMinutes);
  const back = Math.ceil(EPISODE_MINUTES / stepMinutes);
  const found: Episode[] = [];
  let start = -1;
  let runFrom = 0;
  const close = (end: number): void => {
    if (start < 0) return;
    let [sum, extreme] = [0, values[start]!];
    for (let i = start; i < end; i += 1) {
      sum += values[i]!;
      extreme = worse(extreme, values[i]!);
    }
    const steps = end - start;
    found.push({
      from: timeOf(start),
      to: timeOf(start) + steps * stepMinutes * MINUTE,
      minutes: steps * stepMinutes,
      extreme,
      mean: sum / steps,
    });
    start = -1;
  };
  // What the run is on; undefined before its first value.
  let before: boolean | undefined;
  for (let i = 0; i <= values.length; i += 1) {
    const known = i < values.length && !Number.isNaN(values[i]!);
    const beyond = known && isBeyond(values[i]!);
    if (known && beyond === before) continue;
    // A run has ended at i: beyond long enough, it opens an episode; back long enough, it closes one.
    if (before === true && start < 0 && i - runFrom >= fewest) start = runFrom;
    else if (before === false && i - runFrom >= back) close(runFrom);
    if (!known) close(i);
    runFrom = known ? i : i + 1;
    before = known ? beyond : undefined;
  }
  return found;
}

/** Limits of one direction, in the unit of the grid. */
export interface Levels {
  readonly level1: number;
  readonly level2: number;
}

export interface EpisodeCount {
  readonly episodes: number;
  readonly perDay: number;
  readonly meanMinutes: number;
  readonly nocturnal: number;
}

/** Whether it began by night. */
const isNocturnal = ({ from }: Episode): boolean => (from % DAY) / MINUTE < NIGHT_ENDS_MINUTE;

/** Counts; per day of what the sensor knew, not of the calendar. */
export function countEpisodes(episodes: readonly Episode[], knownDays: number): EpisodeCount {
  const minutes = episodes.reduce((sum, one) => sum + one.minutes, 0);
  return {
    episodes: episodes.length,
    perDay: knownDays > 0 ? episodes.length / knownDays : Number.NaN,
    meanMinutes: episodes.length > 0 ? minutes / episodes.length : 0,
    nocturnal: episodes.filter(isNocturnal).length,
  };
}

/** The days that a grid knows of. */
export function knownDays({ values, stepMinutes }: DayGrid): number {
  let known = 0;
  for (const value of values) if (!Number.isNaN(value)) known += 1;
  return (known * stepMinutes) / 1440;
}

export const LOW_KINDS = ['lowLevel1', 'lowLevel2', 'lowProlonged'] as const;
export const HIGH_KINDS = ['highLevel1', 'highLevel2'] as const;
export type EpisodeKind = (typeof LOW_KINDS)[number] | (typeof HIGH_KINDS)[number];

/** All of the consensus' kinds; level 2 is part of level 1, as it is counted there. */
export function allEpisodes(grid: DayGrid, low: Levels, high: Levels): Readonly<Record<EpisodeKind, readonly Episode[]>> {
  const below = (limit: number, fewest?: number) => episodesOf(grid, (value) => value < limit, Math.min, fewest);
  const above = (limit: number) => episodesOf(grid, (value) => value > limit, Math.max);
  return {
    lowLevel1: below(low.level1),
    lowLevel2: below(low.level2),
    lowProlonged: below(low.level1, PROLONGED_MINUTES + grid.stepMinutes),
    highLevel1: above(high.level1),
    highLevel2: above(high.level2),
  };
}
