import type { Severity } from '../domain/alert.ts';
import type { ErrorCode } from '../domain/errors.ts';
import type { Safer } from '../domain/limit.ts';
import type { Watched } from '../domain/reading.ts';
import type { Limits } from '../domain/rule-state.ts';
import type { Localized, Source } from '../domain/source.ts';
import { stepOfThreshold } from './check-rule.ts';
import type { RuleSet } from './compile.ts';
import { type Condition, kindOf } from './conditions/registry.ts';
import type { Rule, Threshold } from './rule.ts';
import { saferOf } from './safer.ts';
import { type Unit, unitsOf } from './units.ts';

/** A number that a clinic may move, with all that a person needs to move it well. Its key in `Limits` is `rule.name`. */
export interface MovableThreshold {
  readonly rule: string;
  readonly name: string;
  /** Of the rule. */
  readonly title: Localized;
  /** Of the threshold. */
  readonly label: Localized;
  readonly watches: Watched;
  /** A line in a chart of the readings: `when` holds a single value against it. A limit on a change or a count is none. */
  readonly onValue: boolean;
  /** The unit in which an own value is given. */
  readonly unit: Unit;
  readonly value: number;
  readonly inOtherUnit: { readonly unit: Unit; readonly value: number } | undefined;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  /** In which a person may give it, the rule's own first. */
  readonly units: readonly Unit[];
  readonly safer: Safer | undefined;
  /** Of an urgent rule: beyond this another person has to approve. */
  readonly protects: number | undefined;
  readonly source: Source;
  readonly severity: Severity;
  /** Of the rule: whom it concerns. */
  readonly appliesTo: Rule['appliesTo'];
}

export const thresholdsOf = (set: RuleSet): readonly MovableThreshold[] =>
  set.rules.flatMap((rule) => Object.entries(rule.thresholds).map(([name, threshold]) => movable(rule, name, threshold)));

const movable = (rule: Rule, name: string, threshold: Threshold): MovableThreshold => ({
  rule: rule.id,
  name,
  title: rule.title,
  label: threshold.title,
  watches: rule.watches,
  onValue: isOnValue(rule.when, name),
  unit: threshold.unit,
  value: threshold.value,
  inOtherUnit: threshold.inOtherUnit && { unit: threshold.inOtherUnit.unit, value: threshold.inOtherUnit.value },
  min: threshold.min,
  max: threshold.max,
  step: stepOfThreshold(threshold),
  units: unitsOf(threshold.unit),
  safer: saferOf(rule, name),
  protects: rule.severity === 'high' ? (threshold.protects ?? threshold.value) : undefined,
  source: threshold.source ?? rule.source,
  severity: rule.severity,
  appliesTo: rule.appliesTo,
});

const isOnValue = (condition: Condition, name: string): boolean =>
  'value' in condition
    ? kindOf(condition)
        .uses(condition)
        .some((used) => used.name === name)
    : kindOf(condition)
        .inner(condition)
        .some((inner) => isOnValue(inner.condition, name));

/** Why a clinic may not set this value, as an error of domain/errors.ts with its detail; undefined: it may. */
export function checkLimit(
  set: RuleSet,
  rule: string,
  name: string,
  value: number,
): { readonly code: ErrorCode; readonly detail: string } | undefined {
  const threshold = set.rules.find(({ id }) => id === rule)?.thresholds[name];
  if (!threshold) return { code: 'threshold.unknown', detail: `There is no limit ${rule}.${name}.` };
  const { min, max, unit } = threshold;
  if (Number.isFinite(value) && value >= min && value <= max) {
    const whole = unit === 'readings';
    return whole && !Number.isInteger(value)
      ? { code: 'threshold.out-of-bounds', detail: 'This is a whole number of readings.' }
      : undefined;
  }
  return { code: 'threshold.out-of-bounds', detail: `${value} ${unit} is not between ${min} and ${max} ${unit}.` };
}

/**
 * Why a value does not go with the one beside it, where a rule has one limit that begins an alert and one that ends it: an end on the wrong
 * side of its beginning would end each alert with the reading that opened it. `limits`: what is in force for whom it is changed.
 */
export function checkPair(set: RuleSet, rule: string, name: string, value: number, limits: Limits): string | undefined {
  const thresholds = set.rules.find(({ id }) => id === rule)?.thresholds ?? {};
  const partner = partnerOf(thresholds, name);
  if (!partner) return undefined;
  const [begins, ends] = isEnd(name) ? [partner, name] : [name, partner];
  const inForce = (one: string) => (one === name ? value : (limits[`${rule}.${one}`] ?? thresholds[one]!.value));
  const [beginning, end] = [thresholds[begins]!, thresholds[ends]!];
  const side = Math.sign(end.value - beginning.value) || Math.sign(end.min + end.max - beginning.min - beginning.max);
  if ((inForce(ends) - inForce(begins)) * side >= 0) return undefined;
  const where = side < 0 ? 'above' : 'below';
  return `An alert that begins at ${inForce(begins)} ${beginning.unit} cannot end at ${inForce(ends)} ${end.unit}, ${where} it: change "${thresholds[partner]!.title.en}" first.`;
}

const END = /^recovered$|(Recovered|Settled)$/;
const isEnd = (name: string): boolean => END.test(name);

/** `systolicSettled` for `systolic` and back; for a `recovered` without more, the one other limit in its unit. */
function partnerOf(thresholds: Rule['thresholds'], name: string): string | undefined {
  const alike = Object.keys(thresholds).filter((other) => other !== name && thresholds[other]!.unit === thresholds[name]?.unit);
  if (name === 'recovered') return alike.length === 1 ? alike[0] : undefined;
  if (isEnd(name)) return alike.find((other) => other === name.replace(END, ''));
  return (
    alike.find((other) => isEnd(other) && other.replace(END, '') === name) ??
    (alike.length === 1 ? alike.find((other) => other === 'recovered') : undefined)
  );
}
