import { createHash } from 'node:crypto';
import type { Language, Localized, Source } from '../domain/source.ts';
import type { Severity } from './fact-file.ts';

export type Kind = 'class' | 'drug' | 'condition' | 'food' | 'activity' | 'allergen';

/** A node: what a record, a question or an advice may name. */
export interface Term {
  readonly code: string;
  readonly kind: Kind;
  readonly name: Localized;
  readonly atc: readonly string[];
  readonly names: readonly string[];
  readonly in: readonly string[];
  readonly mayBe: readonly string[];
  /** Of foods and activities: the words by which the guard notices them. */
  readonly words?: Readonly<Record<Language, readonly string[]>>;
  readonly source: Source;
  readonly file: string;
}

/** An edge: what happens where one of each side meets. Nothing here says that anything is safe. */
export interface Finding {
  readonly id: string;
  readonly between: readonly (readonly string[])[];
  readonly severity: Severity;
  readonly inAdvice?: 'never' | 'little' | 'freely';
  /** Mechanism and effect, one sentence. */
  readonly effect: Localized;
  readonly source: Source;
  readonly file: string;
}

export interface MedicationGraph {
  /** Short hash of all facts: the same facts have the same version on every node. */
  readonly version: string;
  readonly terms: ReadonlyMap<string, Term>;
  readonly findings: readonly Finding[];
  /** The code and everything that it is a kind of. */
  above(code: string): ReadonlySet<string>;
  /** Everything that is a kind of it, without itself. */
  below(code: string): ReadonlySet<string>;
}

/** Terms and findings to a graph that can be asked in both directions. `in` must not go in a circle. */
export function graphOf(terms: readonly Term[], findings: readonly Finding[]): MedicationGraph {
  const byCode = new Map(terms.map((term) => [term.code, term]));
  const above = new Map<string, ReadonlySet<string>>();
  const climb = (code: string): ReadonlySet<string> => {
    const known = above.get(code);
    if (known) return known;
    const found = new Set([code, ...(byCode.get(code)?.in ?? []).flatMap((parent) => [...climb(parent)])]);
    above.set(code, found);
    return found;
  };
  const below = new Map<string, Set<string>>();
  for (const { code } of terms) {
    for (const ancestor of climb(code)) {
      if (ancestor !== code) below.set(ancestor, (below.get(ancestor) ?? new Set()).add(code));
    }
  }
  return {
    version: createHash('sha256')
      .update(JSON.stringify([terms, findings]))
      .digest('base64url')
      .slice(0, 12),
    terms: byCode,
    findings,
    above: climb,
    below: (code) => below.get(code) ?? new Set(),
  };
}
