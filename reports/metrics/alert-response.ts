import { type Alert, type AlertOutcome, OUTCOMES } from '../../domain/alert.ts';
import { type Instant, MINUTE } from '../../domain/clock.ts';
import { median } from './glucose.ts';

/** What became of one patient's alerts. Counting; no formula of anybody's. */
export interface AlertResponse {
  readonly alerts: number;
  /** Somebody acknowledged, snoozed or closed it. */
  readonly answered: number;
  readonly medianMinutes?: number;
  readonly slowestMinutes?: number;
  /** Ended by the patient's own readings, before or after anybody looked. */
  readonly recovered: number;
  readonly open: number;
  readonly outcomes: Readonly<Partial<Record<AlertOutcome, number>>>;
  /** Closed by a person with an outcome that says something was done, and that says nothing was. */
  readonly acted: number;
  readonly withoutAction: number;
}

/**
 * @param answers when a person first acknowledged, snoozed or resolved each alert, by its id; an alert without one was answered by nobody
 */
export function alertResponse(alerts: readonly Alert[], answers: ReadonlyMap<string, Instant>): AlertResponse {
  const minutes = alerts.flatMap(({ id, raised }) => {
    const answered = answers.get(id);
    return answered === undefined ? [] : [Math.max(0, answered - raised) / MINUTE];
  });
  const outcomes: Partial<Record<AlertOutcome, number>> = {};
  let [acted, withoutAction, recovered, open] = [0, 0, 0, 0];
  for (const { state } of alerts) {
    if (state.is !== 'resolved') open += 1;
    else if (state.because === 'recovered') recovered += 1;
    if (state.is !== 'resolved' || state.outcome === undefined) continue;
    outcomes[state.outcome] = (outcomes[state.outcome] ?? 0) + 1;
    if (OUTCOMES[state.outcome].acted) acted += 1;
    else withoutAction += 1;
  }
  return {
    alerts: alerts.length,
    answered: minutes.length,
    ...(minutes.length > 0 ? { medianMinutes: median(minutes), slowestMinutes: Math.max(...minutes) } : {}),
    recovered,
    open,
    outcomes,
    acted,
    withoutAction,
  };
}
