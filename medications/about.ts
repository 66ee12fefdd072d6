import type { Finding, MedicationGraph, Term } from './graph.ts';

/** One term, everything that it is found with, and what is on the other side: asked from the medicine or from the food, it is the same. */
export interface About {
  readonly term: Term;
  readonly findings: readonly { readonly finding: Finding; readonly others: readonly Term[] }[];
}

/** Everything that the graph knows of a code, from whichever side; undefined when there is no such code. Nothing found is not "safe". */
export function about(graph: MedicationGraph, code: string): About | undefined {
  const term = graph.terms.get(code);
  if (!term) return undefined;
  const own = graph.above(code);
  const findings = graph.findings
    .filter(({ between }) => between.some((side) => side.some((one) => own.has(one))))
    .map((finding) => {
      const mine = finding.between.findIndex((side) => side.some((one) => own.has(one)));
      const others = finding.between.filter((_, side) => side !== mine).flat();
      return { finding, others: others.map((other) => graph.terms.get(other)!) };
    });
  return { term, findings };
}
