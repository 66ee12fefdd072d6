import type { Language, Localized } from '../domain/source.ts';
import type { Kind, MedicationGraph } from './graph.ts';
import { kidneyFunctionAsCondition } from './kidney-function.ts';
import { resolve } from './resolve.ts';

/** What a code or a record's own word is called, for people: `type-2-diabetes` is "type 2 diabetes" and "2 型糖尿病". */
export interface TermName {
  readonly code: string;
  readonly kind: Kind;
  readonly name: Localized;
  readonly atc: readonly string[];
}

/** All names, for a console that looks them up by itself. */
export const termNames = (graph: MedicationGraph): readonly TermName[] =>
  [...graph.terms.values()].map(({ code, kind, name, atc }) => ({ code, kind, name, atc }));

/**
 * What to show for a code or a record's own words. What is not one known thing and nothing else is shown as it was written: a name must
 * not hide a second ingredient, nor a band of kidney function the number that was measured.
 */
export function nameOf(graph: MedicationGraph, written: string, language: Language): string {
  if (kidneyFunctionAsCondition(written) !== written.normalize('NFKC').toLowerCase()) return written;
  const exact = graph.terms.get(written);
  const found = exact ? { codes: [written], rest: '' } : resolve(graph, written, ['drug', 'class', 'condition', 'allergen', 'food']);
  const term = found && found.codes.length === 1 && found.rest === '' ? graph.terms.get(found.codes[0]!) : undefined;
  if (!term) return written;
  const name = term.name[language];
  return language === 'en' ? name.charAt(0).toUpperCase() + name.slice(1) : name;
}
