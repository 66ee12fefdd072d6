import type { DutyPlan } from '../domain/duty.ts';
import { lies } from './roster.ts';

type Problem = { readonly pointer: string; readonly detail: string };

const SEVERITIES = ['high', 'medium', 'low'] as const;
const HOUR = 60;
const DAY = 24 * HOUR;

/**
 * What no plan may do to the alerts, whoever sets it: leave an urgent one unseen, or let a storm swallow a value that stays. All are working
 * bounds of this project (evidence: unverified); defaults lie well inside of them.
 */
const MOST_MINUTES = {
  acknowledged: { high: 8 * HOUR, medium: 3 * DAY, low: 30 * DAY },
  snooze: { high: 8 * HOUR, medium: 3 * DAY, low: 30 * DAY },
  /** Until somebody of the team is told again, at any hour. */
  team: { high: HOUR, medium: 2 * DAY, low: 14 * DAY },
} as const;
const STORM = { openings: 3, withinMinutes: 12 * HOUR, remindMinutes: 4 * HOUR, patientMinutes: HOUR } as const;

/** The bounds that a plan breaks: a pointer into the plan and a sentence for each; empty: it protects enough. */
export function planBounds({ ladder, acknowledgedMinutes, snoozeMinutes, storm }: DutyPlan): readonly Problem[] {
  const most = (pointer: string, value: number, bound: number): readonly Problem[] =>
    value > bound ? [{ pointer, detail: `${pointer.slice(1).replaceAll('/', '.')}: at most ${bound} minutes, not ${value}` }] : [];
  return [
    ...SEVERITIES.flatMap((severity) => [
      ...most(`/acknowledgedMinutes/${severity}`, acknowledgedMinutes[severity], MOST_MINUTES.acknowledged[severity]),
      ...most(`/snoozeMinutes/${severity}`, snoozeMinutes[severity], MOST_MINUTES.snooze[severity]),
      ...(reachesTeam(ladder[severity], MOST_MINUTES.team[severity], severity === 'high')
        ? []
        : [
            {
              pointer: `/ladder/${severity}`,
              detail: `ladder.${severity}: a coordinator or a doctor must be told after ${MOST_MINUTES.team[severity]} minutes at the latest${
                severity === 'high' ? ', at every hour' : ''
              }`,
            },
          ]),
    ]),
    ...(storm.openings < STORM.openings
      ? [{ pointer: '/storm/openings', detail: `storm.openings: at least ${STORM.openings}, not ${storm.openings}` }]
      : []),
    ...most('/storm/withinMinutes', storm.withinMinutes, STORM.withinMinutes),
    ...most('/storm/remindMinutes', storm.remindMinutes, STORM.remindMinutes),
    ...most('/storm/patientMinutes', storm.patientMinutes, STORM.patientMinutes),
  ];
}

/** Steps that have hours come only then, so for what is urgent those count that have none, or that fill the day between them. */
function reachesTeam(steps: DutyPlan['ladder']['high'], minutes: number, atEveryHour: boolean): boolean {
  const inTime = steps.filter(({ to, afterMinutes }) => to !== 'caregiver' && afterMinutes <= minutes);
  if (!atEveryHour) return inTime.length > 0;
  return QUARTERS.every((time) => inTime.some(({ between }) => between === undefined || lies(time, between)));
}

/** Each quarter of an hour of a day, as 08:15. */
const QUARTERS = Array.from({ length: 96 }, (_, i) => `${String(i >> 2).padStart(2, '0')}:${String((i % 4) * 15).padStart(2, '0')}`);
