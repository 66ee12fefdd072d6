import type { Instant } from '../domain/clock.ts';
import type { PatientId } from '../domain/reading.ts';
import type { Records } from '../domain/store.ts';
import type { About } from '../rules/judge.ts';

/** What the judge must know of a patient: who it is, and the limits in force now. Undefined for nobody. */
export async function aboutPatient(
  records: Pick<Records, 'patients' | 'thresholds'>,
  id: PatientId,
  now: Instant,
): Promise<About | undefined> {
  const patient = (await records.patients.get([id])).get(id);
  return patient && { patient, limits: (await records.thresholds.inForce([id], now)).get(id) ?? {} };
}
