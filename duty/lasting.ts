import type { Alert } from '../domain/alert.ts';
import type { Instant } from '../domain/clock.ts';
import type { Decision } from '../domain/decision.ts';
import type { RuleSet } from '../rules/compile.ts';
import { durationMs } from '../rules/duration.ts';
import { tellFresh } from '../rules/tell.ts';

const TEAM: ReadonlySet<string> = new Set(['coordinator', 'doctor']);

/**
 * An alert of a storm that is not over when its timer comes: no sensor that goes back and forth, but a value that stays. What was held back
 * is told after all, to the patient and, unless somebody of it knows already, to the team (semantics 9.6). What was said before has the
 * same key, and is not said again.
 */
export function tellLasting(alert: Alert, rules: RuleSet, now: Instant): readonly Decision[] {
  const { state, values, opened, rule: of } = alert;
  const rule = rules.rules.find(({ id }) => id === of.id);
  if (!rule || state.is === 'resolved') return [];
  const decisions = tellFresh({ rule, alert, values, at: opened, now, expires: now + durationMs(rule.freshFor) });
  if (state.is === 'active') return decisions;
  return decisions.filter((decision) => decision.do !== 'send' || !TEAM.has(decision.message.to.role));
}
