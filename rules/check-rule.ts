import { DAY } from '../domain/clock.ts';
import { OFF } from '../domain/limit.ts';
import type { Condition } from './conditions/registry.ts';
import { kindOf } from './conditions/registry.ts';
import { durationMs } from './duration.ts';
import type { Rule, Threshold } from './rule.ts';
import { inUnit, isGlucose, stepOf } from './units.ts';

/** Where in the rule, and what was expected there. */
export interface Fault {
  readonly path: readonly (string | number)[];
  readonly expected: string;
}

/** What a rule says that its shape alone cannot show to be wrong. */
export function checkRule(rule: Rule): readonly Fault[] {
  const used = new Set<string>();
  const faults: Fault[] = [];
  const expect = (holds: boolean, path: readonly (string | number)[], expected: string): void => {
    if (!holds) faults.push({ path, expected });
  };

  function look(condition: Condition, path: readonly (string | number)[], alone: boolean, ends = false): void {
    const kind = kindOf(condition);
    expect(
      !alone || kind.single,
      path,
      `a condition on one reading: ${kind.name} looks at ${kind.name === 'answered' ? 'more' : 'several'}`,
    );
    const watched = kind.kinds(condition);
    expect(watched === undefined || watched.includes(rule.watches), path, `a condition on ${rule.watches}, which the rule watches`);
    for (const { name, path: inside, units } of kind.uses(condition)) {
      used.add(name);
      const threshold = rule.thresholds[name];
      expect(threshold !== undefined, [...path, ...inside], `the name of a threshold of this rule: there is no ${name}`);
      if (threshold)
        expect(
          units.includes(threshold.unit),
          [...path, ...inside],
          `a threshold in ${units.join(' or ')}: ${name} is in ${threshold.unit}`,
        );
    }
    if ('within' in condition && mayBeSensor(rule) && durationMs(condition.within) > DAY) {
      expect(false, [...path, 'within'], 'no more than P1D for a sensor, whose readings fill the memory: or `specimen: sample`');
    }
    if ('answered' in condition) {
      expect(!ends, path, 'a condition on readings: an answer ends nothing');
      expect(durationMs(condition.answered.within) <= 7 * DAY, [...path, 'answered', 'within'], 'no more than P7D');
      if (mayBeSensor(rule))
        expect(durationMs(condition.answered.within) <= DAY, [...path, 'answered', 'within'], 'no more than P1D for a sensor');
    }
    for (const inner of kind.inner(condition)) look(inner.condition, [...path, ...inner.path], alone || inner.alone, ends);
  }

  look(rule.when, ['when'], false);
  const { clears } = rule;
  if (clears && 'margin' in clears) {
    used.add(clears.margin);
    expect(clears.margin in rule.thresholds, ['clears', 'margin'], `the name of a threshold of this rule: there is no ${clears.margin}`);
    expect(endsByItself(rule.when), ['clears', 'margin'], 'a condition of its own: a margin fits only plain conditions on values');
  } else if (clears) look(clears, ['clears'], false, true);
  else if (!('silence' in rule.when)) expect(endsByItself(rule.when), [], '`clears`: only plain conditions on values end by themselves');

  for (const [name, threshold] of Object.entries(rule.thresholds)) {
    if (threshold.unit === 'readings') {
      for (const key of ['value', 'min', 'max'] as const)
        expect(Number.isInteger(threshold[key]), ['thresholds', name, key], 'a whole number: nobody takes half a reading');
    }
    faults.push(...checkThreshold(threshold).map(({ path, expected }) => ({ path: ['thresholds', name, ...path], expected })));
    expect(name !== OFF, ['thresholds', name], `another name: ${OFF} is what turns a rule off`);
    expect(used.has(name), ['thresholds', name], 'to be used in `when` or `clears`');
  }
  const { rests } = rule;
  if (rests) {
    expect(rule.severity !== 'high', ['rests'], 'nothing here: what is urgent is news each time');
    expect(durationMs(rests.for) <= durationMs(rule.endsAfter), ['rests', 'for'], `no longer than endsAfter, ${rule.endsAfter}`);
    expect(!('silence' in rule.when), ['rests'], 'nothing here: a silence that a person resolved is waited for anew anyhow');
  }
  if (rule.renotify)
    expect(!('silence' in rule.when), ['renotify'], 'nothing here: a silence has no reading with which it could be told again');
  expect(!rule.supersedes.includes(rule.id), ['supersedes'], 'other rules than itself');
  expect(rule.watches === 'glucose' || rule.appliesTo?.specimen === undefined, ['appliesTo', 'specimen'], 'only for glucose');
  expect(!hasSilenceInside(rule.when), ['when'], '`silence` alone: it runs on timers, not on readings');
  if (clears && !('margin' in clears))
    expect(!('silence' in clears) && !hasSilenceInside(clears), ['clears'], 'not silence: the next reading ends it');
  return faults;
}

/** semantics 3.14 */
const mayBeSensor = ({ watches, appliesTo }: Rule): boolean => watches === 'glucose' && appliesTo?.specimen !== 'sample';

function checkThreshold({ unit, value, min, max, inOtherUnit, protects }: Threshold): readonly Fault[] {
  const faults: Fault[] = [];
  if (protects !== undefined && !(min <= protects && protects <= max))
    faults.push({ path: ['protects'], expected: `between min and max, ${min} and ${max}` });
  if (!(min <= value && value <= max)) faults.push({ path: ['value'], expected: `between min and max, ${min} and ${max}` });
  if (isGlucose(unit)) {
    const other = unit === 'mmol/L' ? 'mg/dL' : 'mmol/L';
    if (inOtherUnit?.unit !== other) faults.push({ path: ['inOtherUnit'], expected: `the same limit in ${other}: devices show either` });
    // Guidelines round: 16.7 mmol/L stands beside 300 mg/dL (300.9), 7.8 beside 140 (140.5).
    else if (Math.abs(inUnit(value, unit, other) / inOtherUnit.value - 1) > 0.02) {
      faults.push({ path: ['inOtherUnit', 'value'], expected: `${value} ${unit} in ${other}, which is ${inUnit(value, unit, other)}` });
    }
  } else if (inOtherUnit) faults.push({ path: ['inOtherUnit'], expected: 'nothing: only glucose has two units' });
  return faults;
}

/**
 * Whether "it does not hold" means "it is over": not for a meal (the next reading may be after another one), not for a pulse
 * (the next reading may have none), and not for what looks at several readings.
 */
const endsByItself = (condition: Condition): boolean =>
  ('value' in condition && condition.value !== 'pulse') ||
  (('all' in condition || 'any' in condition) &&
    kindOf(condition)
      .inner(condition)
      .every((inner) => endsByItself(inner.condition)));
const hasSilenceInside = (condition: Condition): boolean =>
  kindOf(condition)
    .inner(condition)
    .some((inner) => 'silence' in inner.condition || hasSilenceInside(inner.condition));

/** The step by which a person moves it. */
export const stepOfThreshold = ({ step, unit }: Pick<Threshold, 'step' | 'unit'>): number => step ?? stepOf(unit);
