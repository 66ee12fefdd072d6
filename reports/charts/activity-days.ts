import type { Report } from '../report.ts';
import { dayFromIso, wallTimeIn } from '../wall-time.ts';
import { dayAxis, frame } from './frame.ts';
import { INK } from './palette.ts';

const DAY = 86_400_000;

/** A bar for the steps of each counted day; a day without one has no bar. */
export function activityDaysChart(
  points: readonly (readonly [day: string, steps: number])[],
  { from, to, zone }: Pick<Report, 'from' | 'to' | 'zone'>,
  language: string,
): object {
  const wall = wallTimeIn(zone);
  const noon = (day: string): number => dayFromIso(day) * DAY + DAY / 2;
  return {
    ...frame(''),
    grid: { ...frame('').grid, left: 52, top: 12 },
    xAxis: dayAxis(wall(from), wall(to), 'UTC', language),
    series: [
      { type: 'bar', data: points.map(([day, steps]) => [noon(day), steps]), barMaxWidth: 14, barMinWidth: 2, itemStyle: { color: INK } },
    ],
  };
}
