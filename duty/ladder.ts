import type { Alert } from '../domain/alert.ts';
import { type Instant, MINUTE } from '../domain/clock.ts';
import type { DutyPlan, Step } from '../domain/duty.ts';
import { nextInHours } from './roster.ts';

/** The ladder that an alert climbs. What came too late to act on has a slower one, however grave it was; what was mild is not told sooner by being late. */
export const ladderOf = ({ ladder }: DutyPlan, { severity, late }: Pick<Alert, 'severity' | 'late'>): readonly Step[] =>
  late && severity !== 'low' ? ladder.late : ladder[severity];

/**
 * When a step is due, for an alert that waits `since` then: so long after it, and where that lies outside of the step's hours, when those
 * begin next. Put off, never left out: an alert at which nobody looked in the evening is told in the morning (semantics 9.7).
 */
export const stepDue = (step: Step, since: Instant, zone: string): Instant => nextInHours(step, since + step.afterMinutes * MINUTE, zone);

/** The moment of the first step of a ladder after `now`; undefined when there is none left. */
export function nextStep(ladder: readonly Step[], since: Instant, now: Instant, zone: string): Instant | undefined {
  const later = ladder.map((step) => stepDue(step, since, zone)).filter((at) => at > now);
  return later.length === 0 ? undefined : Math.min(...later);
}

/** The steps whose time has come, each with its place in the ladder. */
export const dueSteps = (
  ladder: readonly Step[],
  since: Instant,
  now: Instant,
  zone: string,
): readonly { readonly step: Step; readonly place: number }[] =>
  ladder.map((step, place) => ({ step, place })).filter(({ step }) => stepDue(step, since, zone) <= now);
