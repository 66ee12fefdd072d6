import { isDeepStrictEqual } from 'node:util';
import type { Care } from '../care/walker.ts';
import type { Clock } from '../domain/clock.ts';
import { expectedBy } from '../domain/measuring-times.ts';
import type { Plan } from '../domain/plan.ts';
import type { PatientId } from '../domain/reading.ts';
import type { Records } from '../domain/store.ts';
import type { RuleSet } from '../rules/compile.ts';
import { enrol } from '../rules/judge.ts';
import { aboutPatient } from './about-patient.ts';

/**
 * Keeps a plan inside of a transaction; and where it expects other measurements than before, their silence is waited for from now on. A plan
 * whose measuring times stay begins no wait anew (semantics 7.5).
 * @throws HearthError api.invalid, api.not-found
 */
export const createKeepPlan =
  ({ care, rules, clock }: { readonly care: Pick<Care, 'keepPlan'>; readonly rules: () => RuleSet; readonly clock: Clock }) =>
  async (records: Records, id: PatientId, plan: Plan): Promise<void> => {
    const before = await records.plans.get(id);
    await care.keepPlan(records, id, plan);
    const now = clock.now();
    const patient = (await records.patients.get([id])).get(id)!;
    if (isDeepStrictEqual(expectedBy(patient, before, now), expectedBy(patient, plan, now))) return;
    await records.decisions.apply(enrol(rules(), (await aboutPatient(records, id, now))!, now), now);
  };
