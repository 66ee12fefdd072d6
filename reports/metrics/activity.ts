import { enough, type Figure, refusable } from '../figure.ts';
import type { WallTime } from '../wall-time.ts';
import { type ActivityDay, activityDays, FEW_DAYS, type Moved } from './activity-days.ts';

/** WHO 2020: at least so many minutes a week of moderate activity; a vigorous one counts twice. */
export const WEEKLY_MINUTES = 150;

export interface ActivitySummary {
  readonly days: readonly ActivityDay[];
  readonly counted: readonly ActivityDay[];
  /** On how many of the counted days a device said how long it was worn: ten hours or more, then. */
  readonly wornDays: number;
  /** The mean of the counted days; refused when they are fewer than six. */
  readonly stepsPerDay: Figure;
  /** Seven times the mean of the counted days that know their minutes, vigorous ones twice; refused likewise. */
  readonly weeklyMinutes: Figure;
}

/** What somebody moved in a period: the days of `activityDays`, and their figures. */
export function activitySummary(readings: readonly Moved[], wall: WallTime, from: number): ActivitySummary | undefined {
  if (readings.length === 0) return undefined;
  const days = activityDays(readings, wall, from);
  const counted = days.filter(({ is }) => is === 'counted');
  const timed = counted.flatMap(({ activeMinutes, vigorousMinutes = 0 }) =>
    activeMinutes === undefined ? [] : [activeMinutes + vigorousMinutes],
  );
  const short = (n: number) => enough(n, FEW_DAYS, 'days');
  return {
    days,
    counted,
    wornDays: counted.filter(({ wornMinutes }) => wornMinutes !== undefined).length,
    stepsPerDay: refusable(
      meanOf(counted.map(({ steps }) => steps)),
      { unit: 'steps', n: counted.length, source: 'clemes-2008' },
      short(counted.length),
    ),
    weeklyMinutes: refusable(7 * meanOf(timed), { unit: 'min', n: timed.length, source: 'who-activity-2020' }, short(timed.length)),
  };
}

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
