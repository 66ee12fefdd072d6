import { idOfFhir } from '../../domain/fhir-names.ts';
import { NO_PLAN } from '../../domain/plan.ts';
import { fhirCarePlan } from '../../reports/fhir/care-plan.ts';
import type { ApiParts } from '../parts.ts';
import { type Asking, type FhirKind, ID, OF_PATIENT, onlySeen } from './kind.ts';
import { pageOf } from './listed.ts';
import { FhirError } from './outcome.ts';
import { patientsOf } from './query.ts';

/** One plan for each patient with whom anything was agreed; it has the patient's id. */
export const carePlanKind = ({ store }: Pick<ApiParts, 'store'>): FhirKind => {
  const plansOf = async (ids: readonly string[], asking: Asking) => {
    const patients = await onlySeen([...(await store.patients.get(ids)).values()], ({ id }) => id, asking);
    const plans = await Promise.all(
      patients.map(async (one) => fhirCarePlan(one, (await store.plans.get(one.id)) ?? NO_PLAN, asking.language)),
    );
    return plans.filter((one) => one !== undefined);
  };
  return {
    type: 'CarePlan',
    documentation: 'What a patient is to measure, to answer and to be reminded of, at times of the patient’s own wall clock.',
    search: [ID, ...OF_PATIENT],
    sorts: [],
    read: async (id, asking) => (await plansOf([idOfFhir(id)], asking))[0],
    async find(query, asking) {
      const patients = patientsOf(query, 'patient', 'subject') ?? query.values.get('_id')?.flat().map(idOfFhir);
      if (!patients) throw new FhirError(400, 'too-costly', 'Whose? A search for CarePlans names a patient (patient=p1) or an id (_id).');
      return pageOf(await plansOf(patients, asking), query);
    },
  };
};
