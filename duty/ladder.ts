import type { Alert } from '../domain/alert.ts';
import { type Instant, MINUTE } from '../domain/clock.ts';
import type { DutyPlan, Step } from '../domain/duty.ts';

/** The ladder that an alert climbs. What came too late to act on waits like what is least urgent, however grave it was. */
export const ladderOf = ({ ladder }: DutyPlan, { severity, late }: Pick<Alert, 'severity' | 'late'>): readonly Step[] =>
  late ? ladder.low : ladder[severity];

/** The moment of the first step of a ladder after `now`, for an alert that waits `since` then (semantics 9.7); undefined when there is none left. */
export function nextStep(ladder: readonly Step[], since: Instant, now: Instant): Instant | undefined {
  const later = ladder.map(({ afterMinutes }) => since + afterMinutes * MINUTE).filter((at) => at > now);
  return later.length === 0 ? undefined : Math.min(...later);
}

/** The steps whose time has come, each with its place in the ladder. */
export const dueSteps = (
  ladder: readonly Step[],
  since: Instant,
  now: Instant,
): readonly { readonly step: Step; readonly place: number }[] =>
  ladder.map((step, place) => ({ step, place })).filter(({ step }) => since + step.afterMinutes * MINUTE <= now);
