import type { PatientId, Reading, ReadingId } from '../../domain/reading.ts';
import { effectiveAt, type Interpretation } from '../../reports/fhir/observation.ts';
import { directionOf } from '../../rules/direction.ts';
import type { ApiParts } from '../parts.ts';

/**
 * What the judge made of these readings: high or low, doubled where the alert was urgent. Only of a reading that raised an alert by itself:
 * one of many that made up a mean is not high because the mean is.
 */
export async function findingsAmong(
  readings: readonly Reading[],
  { store, rules }: Pick<ApiParts, 'store' | 'rules'>,
): Promise<ReadonlyMap<ReadingId, Interpretation>> {
  const found = new Map<ReadingId, Interpretation>();
  const known = new Map(rules().rules.map((rule) => [rule.id, rule]));
  for (const [patient, theirs] of Map.groupBy(readings, (reading): PatientId => reading.patient)) {
    const times = theirs.map(effectiveAt);
    const [from, to] = [times.reduce((a, b) => Math.min(a, b)), times.reduce((a, b) => Math.max(a, b)) + 1];
    for (const { rule: raisedBy, severity, evidence, state } of await store.alerts.between(patient, from, to)) {
      const rule = known.get(raisedBy.id);
      if (!rule || evidence.length !== 1 || !isOfOneReading(rule.when)) continue;
      if (state.is === 'resolved' && state.because === 'withdrawn') continue;
      const way = directionOf(rule);
      if (way !== 'high' && way !== 'low') continue;
      const letter = way === 'high' ? 'H' : 'L';
      if (severity === 'high' || !found.has(evidence[0]!))
        found.set(evidence[0]!, severity === 'high' ? (letter === 'H' ? 'HH' : 'LL') : letter);
    }
  }
  return found;
}

/** A number against a limit, or several of one reading. */
function isOfOneReading(when: object): boolean {
  if ('value' in when) return true;
  const inner = 'any' in when ? when.any : 'all' in when ? when.all : undefined;
  return Array.isArray(inner) && inner.every((one: object) => isOfOneReading(one));
}
