import type { Instant } from '../domain/clock.ts';
import type { Decision } from '../domain/decision.ts';
import type { Records } from '../domain/store.ts';
import type { MedicationGraph } from '../medications/graph.ts';
import { isWaitingMedicine, wakeNewMedicine } from '../medications/new-medicines.ts';

/** The follow-up of a new medicine that waits for a finding to be closed looks again. Undefined: the timer is another's. */
export async function wakeMedicine(
  patient: string,
  what: string,
  records: Pick<Records, 'patients' | 'alerts'>,
  graph: MedicationGraph,
  now: Instant,
): Promise<readonly Decision[] | undefined> {
  if (!isWaitingMedicine(what)) return undefined;
  const [about, open] = [(await records.patients.get([patient])).get(patient), await records.alerts.open(patient)];
  return wakeNewMedicine(graph, about, what, open, now);
}
