import type { ErrorCode } from '../domain/errors.ts';
import { type GivenLimit, OFF } from '../domain/limit.ts';
import { mgPerDlFromMmolPerL, mmolPerLFromMgPerDl } from '../domain/units.ts';
import type { RuleSet } from './compile.ts';
import type { Threshold } from './rule.ts';
import { checkLimit } from './thresholds.ts';
import { inUnit, isGlucose, otherUnit, Unit, unitsOf } from './units.ts';

/** What is kept of it: the number in the rule's own unit, exact, and what the person wrote. */
export interface ReadLimit {
  readonly value: number;
  readonly given: { readonly value: number; readonly unit: Unit };
}

export interface LimitProblem {
  readonly code: ErrorCode;
  readonly detail: string;
}

/**
 * A given limit, understood and held against the bounds of its rule (semantics 3.15, 3.16). A glucose limit may be given in either unit; one
 * whose number belongs to the other unit is refused with both readings of it, because 5.6 mg/dL is no limit that anybody means.
 */
export function readLimit(
  set: RuleSet,
  rule: string,
  name: string,
  given: GivenLimit,
): { readonly limit: ReadLimit } | { readonly problem: LimitProblem } {
  const threshold = set.rules.find(({ id }) => id === rule)?.thresholds[name];
  if (!threshold) return { problem: { code: 'threshold.unknown', detail: `There is no limit ${rule}.${name}.` } };
  const unit = given.unit === undefined ? threshold.unit : unitNamed(given.unit);
  if (unit === undefined || (unit !== threshold.unit && !(isGlucose(unit) && isGlucose(threshold.unit)))) {
    return {
      problem: { code: 'threshold.unit', detail: `This limit is in ${unitsOf(threshold.unit).join(' or ')}, not in ${given.unit}.` },
    };
  }
  const wrong = isGlucose(unit) ? wrongGlucose(threshold, given.value, unit, given.unit !== undefined) : undefined;
  const problem = wrong ?? checkLimit(set, rule, name, shownIn(threshold, given.value, unit));
  if (problem) return { problem };
  return { limit: { value: exactly(threshold, given.value, unit), given: { value: given.value, unit } } };
}

/** The same for a preview, which may also try a rule that is off (1) or on (0). */
export function readTriedLimit(
  set: RuleSet,
  rule: string,
  name: string,
  given: GivenLimit,
): { readonly value: number } | { readonly problem: LimitProblem } {
  if (name === OFF && set.rules.some(({ id }) => id === rule)) {
    if (given.value === 0 || given.value === 1) return { value: given.value };
    return { problem: { code: 'threshold.out-of-bounds', detail: 'A rule is off (1) or on (0).' } };
  }
  const read = readLimit(set, rule, name, given);
  return 'problem' in read ? read : { value: read.limit.value };
}

/** `4.2 mmol/L`, `76mg/dl`, `170`: a number and what stands behind it; undefined where there is no number, or letters in it. */
export function parseGivenLimit(text: string): GivenLimit | undefined {
  const [, number = '', unit = ''] = /^\s*(-?\d+(?:[.,]\d+)?)\s*(\S.*?)?\s*$/.exec(text) ?? [];
  if (number === '') return undefined;
  // 19O is no nineteen of a unit O: a letter that slipped into the number is not taken for one.
  if (unit !== '' && unitNamed(unit) === undefined && text.includes(`${number}${unit}`)) return undefined;
  return { value: Number(number.replace(',', '.')), ...(unit === '' ? {} : { unit }) };
}

/** As people type it: mmol/l, MG/DL, ℃. */
const unitNamed = (text: string): Unit | undefined => {
  const plain = text.trim().replace('℃', '°C').toLowerCase();
  return Unit.options.find((unit) => unit.toLowerCase() === plain);
};

function wrongGlucose(threshold: Threshold, value: number, unit: 'mmol/L' | 'mg/dL', said: boolean): LimitProblem | undefined {
  const inside = (one: typeof unit) => within(threshold, shownIn(threshold, value, one));
  const other = otherUnit(unit);
  const finest = 1 / (unit === 'mmol/L' ? 10 : 1);
  if (said && inside(unit)) {
    return Math.abs(value / finest - Math.round(value / finest)) < 1e-6
      ? undefined
      : { code: 'threshold.out-of-bounds', detail: `Meters show ${unit} in steps of ${finest}: ${value} is finer than that.` };
  }
  if (!said && inside(unit) !== inside(other)) {
    return inside(unit) ? undefined : { code: 'threshold.unit', detail: `${value} needs its unit here: ${both(value, unit)}.` };
  }
  if (!said && inside(unit)) return { code: 'threshold.unit', detail: `${value} could be either: ${both(value, unit)}. Say which.` };
  if (!inside(other)) return { code: 'threshold.out-of-bounds', detail: `${inWords(value, unit)} is not between ${boundsOf(threshold)}.` };
  return {
    code: 'threshold.unit',
    detail: `${inWords(value, unit)} is not between ${boundsOf(threshold)}. Which is meant: ${both(value, other)}?`,
  };
}

const within = ({ min, max }: Threshold, value: number): boolean => value >= min && value <= max;
const inWords = (value: number, unit: 'mmol/L' | 'mg/dL'): string =>
  `${value} ${unit} = ${inUnit(value, unit, otherUnit(unit))} ${otherUnit(unit)}`;
const both = (value: number, first: 'mmol/L' | 'mg/dL'): string => `${inWords(value, first)}, or ${inWords(value, otherUnit(first))}`;

function boundsOf({ min, max, unit }: Threshold): string {
  if (!isGlucose(unit)) return `${min} and ${max} ${unit}`;
  const other = otherUnit(unit);
  return `${min} and ${max} ${unit} (${inUnit(min, unit, other)} and ${inUnit(max, unit, other)} ${other})`;
}

/** In the rule's own unit, as a display would show it. */
const shownIn = (threshold: Threshold, value: number, unit: Unit): number =>
  isGlucose(unit) && isGlucose(threshold.unit) ? inUnit(value, unit, threshold.unit) : value;

/** Four decimals carry 75 mg/dL through mmol/L and back; rounded to one they would come back as 76. */
function exactly(threshold: Threshold, value: number, unit: Unit): number {
  if (unit === threshold.unit || !isGlucose(unit) || !isGlucose(threshold.unit)) return value;
  const { inOtherUnit } = threshold;
  // What the guideline prints in both units is one limit: 70 mg/dL is 3.9 mmol/L, and not 3.8855.
  if (inOtherUnit?.unit === unit && inOtherUnit.value === value) return threshold.value;
  const exact = unit === 'mg/dL' ? mmolPerLFromMgPerDl(value) : mgPerDlFromMmolPerL(value);
  return Math.round(exact * 10_000) / 10_000;
}
