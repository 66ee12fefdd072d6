import type { Instant } from '../domain/clock.ts';
import type { Decision } from '../domain/decision.ts';
import { withMeasuringTimes } from '../domain/measuring-times.ts';
import type { Patient } from '../domain/patient.ts';
import type { Store } from '../domain/store.ts';
import type { RuleSet } from '../rules/compile.ts';
import { enrol } from '../rules/judge.ts';

/** So many patients are looked at before others have their turn. */
const AT_ONCE = 200;

/**
 * Sets the timers that no enrolment has set: a rule about silence that is new knows nobody yet, and would wait for none of the patients who
 * are here already. Timers that run stay as they are, so that nothing begins to wait anew.
 * @returns how many were set
 */
export async function listenToAll(store: Store, set: RuleSet, now: () => Instant): Promise<number> {
  if (set.silences.length === 0) return 0;
  const running = new Set((await store.timers.due(Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER)).map(keyOf));
  const patients = await store.patients.list();
  let count = 0;
  for (let from = 0; from < patients.length; from += AT_ONCE) {
    const missing = await missingOf(patients.slice(from, from + AT_ONCE));
    if (missing.length === 0) continue;
    await store.transact((records) => records.decisions.apply(missing, now()));
    count += missing.length;
  }
  return count;

  async function missingOf(some: readonly Patient[]): Promise<readonly Decision[]> {
    const [ids, at] = [some.map(({ id }) => id), now()];
    const [limits, plans] = [await store.thresholds.inForce(ids, at), await store.plans.of(ids)];
    return some
      .map((patient) => ({ patient: withMeasuringTimes(patient, plans.get(patient.id), at), limits: limits.get(patient.id) ?? {} }))
      .flatMap((about) => enrol(set, about, at))
      .filter((decision) => decision.do === 'wake' && !running.has(keyOf(decision)));
  }
}

const keyOf = ({ patient, what }: { readonly patient: string; readonly what: string }): string => `${patient} ${what}`;
