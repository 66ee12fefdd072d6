import type { Instant } from '../domain/clock.ts';
import { withMeasuringTimes } from '../domain/measuring-times.ts';
import type { PatientId } from '../domain/reading.ts';
import type { Records } from '../domain/store.ts';
import type { About } from '../rules/judge.ts';

/** What the judge must know of a patient: who it is, what their plan expects, and the limits in force now. Undefined for nobody. */
export async function aboutPatient(
  records: Pick<Records, 'patients' | 'plans' | 'thresholds'>,
  id: PatientId,
  now: Instant,
): Promise<About | undefined> {
  const patient = (await records.patients.get([id])).get(id);
  if (!patient) return undefined;
  const plan = (await records.plans.of([id])).get(id);
  return { patient: withMeasuringTimes(patient, plan, now), limits: (await records.thresholds.inForce([id], now)).get(id) ?? {} };
}
