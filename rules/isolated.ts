import type { CompiledRule } from './compile.ts';
import type { Judging } from './episodes.ts';

/** A rule that throws for one patient fails alone, and says so once for each of its versions (semantics 1.6). */
export function isolated(judging: Judging, rule: CompiledRule, work: () => void): void {
  try {
    work();
  } catch (error) {
    failAlone(judging, rule, error);
  }
}

export function failAlone({ memory, decisions, patient }: Judging, rule: CompiledRule, error: unknown): void {
  if (!memory.isNewFault(rule.id, rule.rule.version)) return;
  const why = error instanceof Error ? error.message : String(error);
  decisions.push({ do: 'report-fault', patient: patient.id, rule: rule.id, version: rule.rule.version, why });
}
