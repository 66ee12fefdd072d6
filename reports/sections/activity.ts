import { startBefore } from '../../domain/report-period.ts';
import type { SectionBuilder } from '../build.ts';
import { activitySummary, WEEKLY_MINUTES } from '../metrics/activity.ts';
import { isoDay } from '../wall-time.ts';

/** How much somebody moved: steps a day, minutes a week against the guideline where a device knows them, every counted day. */
export const activity: SectionBuilder = ({ patient: { zone }, ofKind, before, wall, from, to }) => {
  const now = activitySummary(ofKind('activity'), wall, from);
  if (!now) return undefined;
  const earlier = activitySummary(before.ofKind('activity'), wall, startBefore({ from, to }, zone));
  const steps = now.counted.map((day) => day.steps);
  const left = (is: 'unfinished' | 'little-worn') => now.days.filter((day) => day.is === is).length;
  return {
    section: 'activity',
    figures: { stepsPerDay: now.stepsPerDay, weeklyMinutes: now.weeklyMinutes },
    ...(steps.length === 0 ? {} : { lowest: Math.min(...steps), highest: Math.max(...steps) }),
    days: now.days.length,
    counted: now.counted.length,
    worn: now.wornDays,
    unfinished: left('unfinished'),
    littleWorn: left('little-worn'),
    goal: { weeklyMinutes: WEEKLY_MINUTES, source: 'who-activity-2020' },
    ...(earlier && earlier.stepsPerDay.value !== null ? { previousStepsPerDay: earlier.stepsPerDay.value } : {}),
    points: now.counted.map(({ day, steps: n }) => [isoDay(day), n] as const),
  };
};
