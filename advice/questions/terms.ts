import type { MedicationGraph, Term } from '../../medications/graph.ts';
import { resolve } from '../../medications/resolve.ts';
import { plain } from '../wording/surface.ts';
import { toSimplified } from '../wording/traditional.ts';

export interface NamedTerm {
  readonly code: string;
  readonly said: string;
  readonly kind: Term['kind'];
}

const TAKEN = ['drug', 'class', 'food'] as const;
/** Names of classes and foods that a message also holds in other senses: "sugar" of blood sugar, "milk" of a tea. */
const NOT_IN_TALK: ReadonlySet<string> = new Set(['sucrose']);

/** The medicines, herbs, foods and drinks that a message names, as the medication graph knows them. */
export function termsIn(graph: MedicationGraph, text: string): readonly NamedTerm[] {
  const found = resolve(graph, toSimplified(plain(text)), TAKEN);
  return (found?.codes ?? []).flatMap((code) => {
    const term = graph.terms.get(code);
    return term && !NOT_IN_TALK.has(code) ? [{ code, said: term.name.en, kind: term.kind }] : [];
  });
}
