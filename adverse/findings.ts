import type { AdverseContent } from '../domain/adverse-content.ts';
import type { Patient } from '../domain/patient.ts';
import { type CheckResult, check, type Match } from '../medications/check.ts';
import type { MedicationGraph } from '../medications/graph.ts';

/** What the medication graph says of the suspected medicines. */
export interface GraphFindings {
  readonly findings: readonly Match[];
  /** Suspected medicines that the graph does not know by this name. */
  readonly unknown: readonly string[];
  readonly facts: string;
}

/**
 * Suspected medicines against the reaction, the other medicines, and the record's conditions and allergies. What the graph does not say is
 * not known; it is not safe.
 */
export function graphFindings(graph: MedicationGraph, { drugs, reactions }: AdverseContent, patient: Patient | undefined): GraphFindings {
  const suspects = new Set(drugs.filter(({ role }) => role !== 'concomitant').flatMap(namesOf));
  const result: CheckResult = check(graph, {
    medicines: [...new Set(drugs.flatMap(namesOf))],
    conditions: [...new Set([...(patient?.conditions ?? []), ...reactions.map(({ term }) => term)])],
    allergies: patient?.allergies ?? [],
    foods: [],
  });
  const isSuspect = ({ as, given }: { readonly as: string; readonly given: string }) => as === 'medicine' && suspects.has(given);
  return {
    findings: result.findings.filter(({ items }) => items.some(isSuspect)),
    unknown: result.unknown.filter(isSuspect).map(({ given }) => given),
    facts: result.facts,
  };
}

const namesOf = ({ name, genericName }: AdverseContent['drugs'][number]): readonly string[] =>
  genericName === undefined ? [name] : [genericName];
