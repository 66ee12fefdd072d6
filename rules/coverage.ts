import { DAY } from '../domain/clock.ts';
import { type ReadCase, runCase } from './cases.ts';
import { stepOfThreshold } from './check-rule.ts';
import { compile } from './compile.ts';
import { durationMs } from './duration.ts';
import type { Rule, Threshold } from './rule.ts';
import { stepOf, tidy } from './units.ts';

/** What the cases of a rule leave unproven, as a sentence. */
export interface Gap {
  readonly rule: string;
  readonly missing: string;
}

/**
 * A rule needs a case in which it fires, one in which it stays silent, and for each of its numbers one that fails when the number moves by
 * one step, up or down, in either unit.
 * @param rules all rules, because they look at one another
 * @param of those whose cases these are
 */
export function gapsOf(rules: readonly Rule[], of: readonly Rule[], cases: readonly ReadCase[]): readonly Gap[] {
  return of.flatMap((rule) => {
    const own = cases.filter((one) => one.rule === rule.id);
    const fires = ({ case: { alerts } }: ReadCase): boolean => alerts.some((alert) => alert.rule === rule.id);
    const missing = [
      ...(own.some(fires) ? [] : ['a case in which it fires']),
      ...(own.every(fires) ? ['a case in which it stays silent'] : []),
      ...mutationsOf(rule).flatMap(({ what, mutated }) => {
        const set = compile(rules.map((other) => (other.id === rule.id ? mutated : other)));
        return own.some((one) => runCase(set, one)) ? [] : [`a case that fails when ${what}`];
      }),
    ];
    return missing.map((sentence) => ({ rule: rule.id, missing: sentence }));
  });
}

/** A rule with one of its numbers moved. */
interface Mutation {
  readonly what: string;
  readonly mutated: Rule;
}

/** Every threshold of a rule, one step up and one step down, in each of its units; and its rest, by a day. */
export const mutationsOf = (rule: Rule): readonly Mutation[] => [...movedThresholds(rule), ...movedRests(rule)];

function movedRests(rule: Rule): readonly Mutation[] {
  const { rests } = rule;
  if (!rests) return [];
  const days = durationMs(rests.for) / DAY;
  return [days + 1, days - 1].map((moved) => ({
    what: `it rests for ${moved} d`,
    mutated: { ...rule, rests: { ...rests, for: `P${moved}D` } },
  }));
}

function movedThresholds(rule: Rule): readonly Mutation[] {
  return Object.entries(rule.thresholds).flatMap(([name, threshold]) => {
    const withThreshold = (changed: Threshold): Rule => ({ ...rule, thresholds: { ...rule.thresholds, [name]: changed } });
    return [1, -1].flatMap((direction) => {
      const value = tidy(threshold.value + direction * stepOfThreshold(threshold));
      const own = { what: `${name} is ${value} ${threshold.unit}`, mutated: withThreshold({ ...threshold, value }) };
      const other = threshold.inOtherUnit;
      if (!other) return [own];
      const moved = tidy(other.value + direction * (other.step ?? stepOf(other.unit)));
      return [
        own,
        { what: `${name} is ${moved} ${other.unit}`, mutated: withThreshold({ ...threshold, inOtherUnit: { ...other, value: moved } }) },
      ];
    });
  });
}
