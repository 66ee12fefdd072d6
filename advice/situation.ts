import type { Alert } from '../domain/alert.ts';
import type { Kind, Reading } from '../domain/reading.ts';

/** What an alert means to somebody who gives advice. Sentences of the knowledge base are written for these, not for rule ids. */
export const SITUATIONS = [
  'glucose.high-after-meal',
  'glucose.high-fasting',
  'glucose.high',
  'glucose.very-high',
  'glucose.low',
  'glucose.very-low',
  'glucose.silent',
  'pressure.raised',
  'pressure.crisis',
  'pressure.low',
  'pressure.pulse',
  'pressure.silent',
] as const;
export type Situation = (typeof SITUATIONS)[number];

/** In these nobody waits for a model, nobody is reassured, and the first sentence says when to get help. */
const URGENT: ReadonlySet<Situation> = new Set(['glucose.very-high', 'glucose.very-low', 'pressure.crisis']);
export const isGrave = (situation: Situation): boolean => URGENT.has(situation);
export const isUrgent = (situation: Situation, alert: Pick<Alert, 'severity'>): boolean => alert.severity === 'high' || isGrave(situation);

/**
 * Level 1 of hypoglycaemia is below 3.9 mmol/L, 70 mg/dL, level 2 below 3.0 mmol/L, 54 mg/dL (ADA Standards of Care, section 6,
 * secondary); 16.7 mmol/L, 300 mg/dL is where Chinese primary care refers at once (national basic public health service specification,
 * 2017, secondary).
 */
const LOW = { 'mmol/L': 3.9, 'mg/dL': 70 } as const;
const VERY_LOW = { 'mmol/L': 3.0, 'mg/dL': 54 } as const;
const VERY_HIGH = { 'mmol/L': 16.7, 'mg/dL': 300 } as const;

/**
 * Reads the rule's id word by word (`glucose.after-meal-high`), then its evidence: two rules of the same meaning in two clinics' packs
 * get the same advice, and a rule that nobody has thought of still gets some.
 * @param evidence the readings that raised the alert
 * @param watches the kind that the rule watches, where the rule is known
 */
export function situationOf(
  alert: Pick<Alert, 'rule' | 'severity' | 'values'>,
  evidence: readonly Reading[],
  watches: Kind | undefined,
): Situation {
  const words = new Set(alert.rule.id.toLowerCase().split(/[^a-z0-9]+/));
  const has = (...any: readonly string[]): boolean => any.some((word) => words.has(word));
  const pressure =
    has('bp', 'pressure', 'hypertension', 'pulse') || (watches ?? evidence.at(-1)?.kind ?? alert.values.kind) === 'blood-pressure';
  const silent = has('silence', 'silent', 'missing', 'readings', 'gap', 'absent', 'overdue', 'stale');

  if (pressure) {
    if (silent) return 'pressure.silent';
    if (has('crisis', 'emergency', 'severe', 'urgent')) return 'pressure.crisis';
    if (has('low', 'hypotension', 'orthostatic')) return 'pressure.low';
    if (has('pulse', 'irregular', 'heartbeat', 'rhythm') && !has('high', 'raised', 'mean')) return 'pressure.pulse';
    return alert.severity === 'high' ? 'pressure.crisis' : 'pressure.raised';
  }
  if (silent) return 'glucose.silent';

  const stick = evidence.findLast((reading) => reading.kind === 'glucose');
  const beyond = (limits: Readonly<Record<'mmol/L' | 'mg/dL', number>>, side: 'low' | 'high'): boolean => {
    if (!stick) return false;
    const { value, unit } = stick.reported;
    return stick.beyond === side || (side === 'low' ? value < limits[unit] : value >= limits[unit]);
  };
  if (has('low', 'lows', 'hypo', 'hypoglycemia', 'hypoglycaemia') || beyond(LOW, 'low')) {
    return has('very', 'severe', 'level2', '2', 'urgent') || beyond(VERY_LOW, 'low') ? 'glucose.very-low' : 'glucose.low';
  }
  if (has('very', 'severe', 'crisis', 'urgent', 'extreme') || beyond(VERY_HIGH, 'high')) return 'glucose.very-high';
  if (has('fasting')) return 'glucose.high-fasting';
  if (has('after', 'postprandial', 'meal', 'meals')) return 'glucose.high-after-meal';
  if (stick?.meal === 'fasting') return 'glucose.high-fasting';
  if (stick?.meal === 'after') return 'glucose.high-after-meal';
  return 'glucose.high';
}
