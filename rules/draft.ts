import { compile, type RuleSet } from './compile.ts';
import type { Rule } from './rule.ts';

/** What somebody thinks of changing: rules, by their id, that take the place of others or are new; or limits, by `rule.name`. */
export interface Draft {
  readonly rules?: readonly Rule[];
  readonly limits?: Readonly<Record<string, number>>;
}

/** Two sets to compare: the rules that a draft touches as they are and as they would be, and nothing else. */
export interface Drafted {
  readonly today: RuleSet;
  readonly draft: RuleSet;
  /** The ids of all of them. */
  readonly rules: readonly string[];
}

/**
 * semantics 8.2. A changed rule changes also what it keeps quiet and what keeps it quiet; the rest is left out, because it stays as it is.
 * Throws PackError when the draft does not fit with the other rules.
 */
export function drafted({ rules: all }: RuleSet, { rules = [], limits = {} }: Draft): Drafted {
  const changed = [...all.filter(({ id }) => rules.every((rule) => rule.id !== id)), ...rules];
  const touched = [...rules.map(({ id }) => id), ...Object.keys(limits).map((key) => key.slice(0, key.lastIndexOf('.')))];
  compile(changed); // The whole set must fit together, not only the part that is tried.
  const concerned = neighbours([...all, ...changed], new Set(touched));
  const part = (some: readonly Rule[]) => compile(some.filter(({ id }) => concerned.has(id)));
  return { today: part(all), draft: part(changed), rules: [...concerned].sort() };
}

/** With all that stand above and below them, however far. */
function neighbours(rules: readonly Rule[], ids: ReadonlySet<string>): ReadonlySet<string> {
  const found = new Set(ids);
  for (const { id, supersedes } of rules) {
    if (found.has(id)) for (const milder of supersedes) found.add(milder);
    else if (supersedes.some((milder) => found.has(milder))) found.add(id);
  }
  return found.size === ids.size ? found : neighbours(rules, found);
}
