import { OFF } from '../domain/limit.ts';
import type { Limits } from '../domain/rule-state.ts';
import type { RuleSet } from './compile.ts';
import { isWeaker, saferOf } from './safer.ts';

export interface Weakened {
  readonly rule: string;
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly unit: string;
}

/** What a limit is among those that are in force, 1 and 0 for a rule that is off and on; undefined for one that no rule knows. */
export function valueIn({ rules }: RuleSet, limits: Limits, rule: string, name: string): number | undefined {
  return limits[`${rule}.${name}`] ?? (name === OFF ? 0 : rules.find(({ id }) => id === rule)?.thresholds[name]?.value);
}

/**
 * What a change of limits takes from the rules that protect (semantics 10.5, 10.6): an urgent rule, or a medium one that begins a pathway, that is turned off, and a limit of an urgent one
 * that goes beyond its protected bound and further from it than before. What makes a rule speak sooner is never listed.
 */
export function weakened({ rules }: RuleSet, before: Limits, after: Limits): readonly Weakened[] {
  return rules
    .filter(({ severity, starts }) => severity === 'high' || (severity === 'medium' && starts !== undefined))
    .flatMap((rule): readonly Weakened[] => {
      const off = `${rule.id}.${OFF}`;
      const turnedOff = after[off] === 1 && before[off] !== 1 ? [{ rule: rule.id, name: OFF, from: 0, to: 1, unit: '' }] : [];
      if (rule.severity !== 'high') return turnedOff;
      const limits = Object.entries(rule.thresholds).flatMap(([name, { value, protects = value, unit }]) => {
        const key = `${rule.id}.${name}`;
        const [from, to] = [before[key] ?? value, after[key] ?? value];
        const safer = saferOf(rule, name);
        return isWeaker(safer, to, from) && isWeaker(safer, to, protects) ? [{ rule: rule.id, name, from, to, unit }] : [];
      });
      return [...turnedOff, ...limits];
    });
}
