import type { Direction, Snooze } from '../domain/duty.ts';
import type { Rule } from './rule.ts';

/**
 * Which way the readings of a rule lie, from its condition alone: `low` where only limits are undercut, `high` where only limits are
 * exceeded (semantics 9.4). Both, or neither: `other`, which nothing but the rule itself shares.
 */
export function directionOf({ when }: Pick<Rule, 'when'>): Direction {
  const ways = new Set(waysOf(when));
  return ways.size === 1 ? [...ways][0]! : 'other';
}

function waysOf(condition: object): readonly Direction[] {
  if ('silence' in condition) return ['silence'];
  if ('variation' in condition) return ['other'];
  // How far one lies from another says nothing of where either lies: a snooze of the fall must not hide a pressure that is too low.
  if ('standing' in condition || 'surge' in condition) return ['other'];
  // What is measured as a share of time lies where its readings lie, not where the percentage does.
  if ('share' in condition) return inner(condition.share);
  if ('not' in condition) return inner(condition.not).map(opposite);
  if ('lasting' in condition) return inner(condition.lasting);
  if ('repeat' in condition) return inner(condition.repeat);
  if ('all' in condition) return (condition.all as readonly object[]).flatMap(waysOf);
  if ('any' in condition) return (condition.any as readonly object[]).flatMap(waysOf);
  return Object.keys(condition).flatMap((key) => WAYS[key] ?? []);
}

const inner = (condition: unknown): readonly Direction[] => waysOf(condition as object);

const WAYS: Readonly<Record<string, Direction>> = {
  above: 'high',
  atLeast: 'high',
  anyAtLeast: 'high',
  risesBy: 'high',
  below: 'low',
  atMost: 'low',
  allBelow: 'low',
  fallsBy: 'low',
  risesLess: 'other',
  fallsLess: 'other',
};

const OPPOSITE: Readonly<Record<Direction, Direction>> = { high: 'low', low: 'high', silence: 'silence', other: 'other' };
const opposite = (way: Direction): Direction => OPPOSITE[way];

const GRAVITY = { low: 0, medium: 1, high: 2 } as const;

/** Whether a snooze keeps the team from hearing of an alert of this rule: the same matter, the same direction, and nothing graver (semantics 9.4). */
export function quiets(
  snooze: Pick<Snooze, 'rule' | 'kind' | 'direction' | 'severity'>,
  rule: { readonly id: string; readonly severity: Snooze['severity']; readonly rule: Rule | undefined },
): boolean {
  if (GRAVITY[rule.severity] > GRAVITY[snooze.severity]) return false;
  if (snooze.rule === rule.id) return true;
  if (!rule.rule || snooze.direction === 'other') return false;
  return snooze.kind === rule.rule.watches && snooze.direction === directionOf(rule.rule);
}
