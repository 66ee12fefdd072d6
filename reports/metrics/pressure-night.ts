import { sessionOf } from './blood-pressure.ts';
import { mean } from './glucose.ts';

export interface TimedPressure {
  readonly systolicMmHg: number;
  readonly diastolicMmHg: number;
  /** Calendar day, and minutes since midnight, in the patient's zone. */
  readonly day: number;
  readonly minute: number;
}

/** Waking hours, well apart from both ends of the night. Engineering choice. */
const AWAKE = { from: 360, to: 1380 };
/** Fewer nights, or fewer readings by day, are no pattern. Engineering choice; an expert group (Asayama et al. 2019) says none is agreed on. */
export const FEWEST_NIGHTS = 2;
export const FEWEST_NIGHT_READINGS = 6;
export const FEWEST_DAY_READINGS = 6;

const isNight = (minute: number): boolean => sessionOf(minute) === 'night';
const isAwake = (minute: number): boolean => minute >= AWAKE.from && minute < AWAKE.to;

export type Dipping = 'riser' | 'non-dipper' | 'dipper' | 'extreme-dipper';

export interface NightPressure {
  readonly nights: number;
  readonly nightReadings: number;
  readonly dayReadings: number;
  readonly systolicMmHg: number;
  readonly diastolicMmHg: number;
  /** By how many per cent the night's systolic mean lies under the day's; below 0: above it. */
  readonly dipPercent: number;
  readonly pattern: Dipping;
  /** The mean of the mornings (06:00 to 09:59) less that of the nights before them, systolic, over days that have both. */
  readonly morningSurge?: { readonly mmHg: number; readonly days: number };
  readonly enough: boolean;
}

const MORNING = { from: 360, to: 600 };

/**
 * What the nights do, where a cuff measured in them. Normal is a fall of 10 to 20 %; less is a non-dipper, more an extreme dipper, a rise a
 * riser (Am J Med 2023;136:629, doi 10.1016/j.amjmed.2023.02.018). Undefined without readings of a night and of a day.
 */
export function nightPressure(samples: readonly TimedPressure[]): NightPressure | undefined {
  const nights = samples.filter(({ minute }) => isNight(minute));
  const days = samples.filter(({ minute }) => isAwake(minute));
  if (nights.length === 0 || days.length === 0) return undefined;
  const [night, day] = [mean(nights.map(({ systolicMmHg }) => systolicMmHg)), mean(days.map(({ systolicMmHg }) => systolicMmHg))];
  const dipPercent = ((day - night) * 100) / day;
  const count = new Set(nights.map((one) => one.day)).size;
  const surge = surgeOf(samples);
  return {
    nights: count,
    nightReadings: nights.length,
    dayReadings: days.length,
    systolicMmHg: night,
    diastolicMmHg: mean(nights.map(({ diastolicMmHg }) => diastolicMmHg)),
    dipPercent,
    pattern: patternOf(dipPercent),
    ...(surge ? { morningSurge: surge } : {}),
    enough: count >= FEWEST_NIGHTS && nights.length >= FEWEST_NIGHT_READINGS && days.length >= FEWEST_DAY_READINGS,
  };
}

export const patternOf = (dipPercent: number): Dipping =>
  dipPercent < 0 ? 'riser' : dipPercent < 10 ? 'non-dipper' : dipPercent <= 20 ? 'dipper' : 'extreme-dipper';

function surgeOf(samples: readonly TimedPressure[]): NightPressure['morningSurge'] {
  const rises: number[] = [];
  for (const ofDay of Map.groupBy(samples, ({ day }) => day).values()) {
    const night = ofDay.filter(({ minute }) => isNight(minute));
    const morning = ofDay.filter(({ minute }) => minute >= MORNING.from && minute < MORNING.to);
    if (night.length === 0 || morning.length === 0) continue;
    rises.push(mean(morning.map(({ systolicMmHg }) => systolicMmHg)) - mean(night.map(({ systolicMmHg }) => systolicMmHg)));
  }
  return rises.length > 0 ? { mmHg: mean(rises), days: rises.length } : undefined;
}
