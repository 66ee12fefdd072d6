import type { DutyPlan } from '../domain/duty.ts';
import { type Bounds, DUTY_BOUNDS, type DutyTimes, LADDERS, TEAM_TOLD_MINUTES } from '../domain/duty-bounds.ts';
import { lies } from './roster.ts';

type Problem = { readonly pointer: string; readonly detail: string };

/** The bounds that a plan breaks: a pointer into the plan and a sentence for each; empty: it protects enough. */
export const planBounds = (plan: DutyPlan): readonly Problem[] => [
  ...timesOutside(plan),
  ...LADDERS.flatMap((name) =>
    reachesTeam(plan.ladder[name], TEAM_TOLD_MINUTES[name], name === 'high')
      ? []
      : [
          {
            pointer: `/ladder/${name}`,
            detail: `ladder.${name}: a coordinator or a doctor must be told after ${TEAM_TOLD_MINUTES[name]} minutes at the latest${
              name === 'high' ? ', at every hour' : ''
            }`,
          },
        ],
  ),
];

function timesOutside(plan: DutyPlan): readonly Problem[] {
  const groups = Object.entries(DUTY_BOUNDS) as readonly [DutyTimes, Readonly<Record<string, Bounds>>][];
  return groups.flatMap(([group, bounds]) =>
    Object.entries(bounds).flatMap(([name, { least, most }]) => {
      const value = (plan[group] as Readonly<Record<string, number>>)[name]!;
      const unit = name === 'openings' ? '' : ' minutes';
      return value >= least && value <= most
        ? []
        : [{ pointer: `/${group}/${name}`, detail: `${group}.${name}: from ${least} to ${most}${unit}, not ${value}` }];
    }),
  );
}

/** Steps that have hours come only then, so for what is urgent those count that have none, or that fill the day between them. */
function reachesTeam(steps: DutyPlan['ladder']['high'], minutes: number, atEveryHour: boolean): boolean {
  const inTime = steps.filter(({ to, afterMinutes }) => to !== 'caregiver' && afterMinutes <= minutes);
  if (!atEveryHour) return inTime.length > 0;
  return QUARTERS.every((time) => inTime.some(({ between }) => between === undefined || lies(time, between)));
}

/** Each quarter of an hour of a day, as 08:15. */
const QUARTERS = Array.from({ length: 96 }, (_, i) => `${String(i >> 2).padStart(2, '0')}:${String((i % 4) * 15).padStart(2, '0')}`);
