import { OFF, type Safer } from '../domain/limit.ts';
import { type Condition, kindOf } from './conditions/registry.ts';
import type { Rule } from './rule.ts';

/**
 * Which of two values of a limit is the safer: with it the rule speaks sooner, or its alert ends later (semantics 10.4). From the rule's
 * conditions alone; undefined where a limit works both ways.
 */
export function saferOf({ when, clears }: Pick<Rule, 'when' | 'clears'>, name: string): Safer | undefined {
  if (name === OFF) return 'lower';
  const begins = sooner(when, name);
  const ends = !clears
    ? []
    : 'margin' in clears
      ? clears.margin === name
        ? (['higher'] as const)
        : []
      : sooner(clears, name).map(opposite);
  // To speak sooner comes before to end later: minutes that both begin and end an alert are the safer the fewer they are.
  const ways = new Set(begins.length > 0 ? begins : ends);
  return ways.size === 1 ? [...ways][0] : undefined;
}

/** Whether one value is weaker than another: the rule speaks later, or its alert ends sooner. A limit that works both ways weakens with any change. */
export const isWeaker = (safer: Safer | undefined, value: number, than: number): boolean =>
  safer === undefined ? value !== than : safer === 'lower' ? value > than : value < than;

/** The safer of two, as the store picks it for a patient in two cohorts (semantics 10.3). Of a limit that works both ways nobody can say: the later one. */
export const safest = (safer: Safer | undefined, earlier: number, later: number): number =>
  safer === undefined ? later : safer === 'lower' ? Math.min(earlier, later) : Math.max(earlier, later);

/** With which values of the limit a condition is fulfilled sooner. */
function sooner(condition: Condition, name: string): readonly Safer[] {
  const kind = kindOf(condition);
  const own = kind
    .uses(condition)
    .filter((used) => used.name === name)
    .map(({ path }): Safer => (path.some((key) => HIGHER.has(key)) ? 'higher' : 'lower'));
  const inner = kind.inner(condition).flatMap((one) => sooner(one.condition, name));
  return [...own, ...(turnsRound(condition) ? inner.map(opposite) : inner)];
}

/** A share that ends an alert is small where few readings fulfil what it counts. */
const turnsRound = (condition: Condition): boolean => 'not' in condition || ('share' in condition && condition.below !== undefined);

/** Under these keys a higher limit is undercut, or a time kept, sooner; under all others (above, times, for, silence) a lower one is reached sooner. */
const HIGHER: ReadonlySet<string> = new Set(['below', 'atMost', 'allBelow', 'risesLess', 'fallsLess', 'notBeyond', 'latest']);
const opposite = (way: Safer): Safer => (way === 'lower' ? 'higher' : 'lower');
