import { FHIR_BASE, idOfFhir } from '../../domain/fhir-names.ts';
import type { Patient } from '../../domain/patient.ts';
import { fhirPatient } from '../../reports/fhir/patient.ts';
import type { ApiParts } from '../parts.ts';
import { type Asking, type FhirKind, ID, onlySeen, token } from './kind.ts';
import { pageOf } from './listed.ts';
import { fitsToken } from './query.ts';

/** Patients under their pseudonyms; with their names for people who signed in. */
export const patientKind = ({ store }: Pick<ApiParts, 'store'>): FhirKind => {
  const resources = async (patients: readonly Patient[], { mayKnowWho }: Asking) => {
    const who = mayKnowWho ? await store.identities.get(patients.map(({ id }) => id)) : undefined;
    return patients.map((patient) => fhirPatient(patient, who?.get(patient.id)));
  };
  return {
    type: 'Patient',
    documentation: 'Under a pseudonym. Name, telephone and e-mail are there for people who signed in, and for no program.',
    search: [ID, token('identifier', `The pseudonym: ${FHIR_BASE}/patient|p1.`)],
    sorts: [],
    async read(id, asking) {
      const patients = await onlySeen([...(await store.patients.get([idOfFhir(id)])).values()], (one) => one.id, asking);
      return (await resources(patients, asking))[0];
    },
    async find(query, asking) {
      const seen = await onlySeen(await store.patients.list(), ({ id }) => id, asking);
      const fitting = seen.filter(({ id }) => fitsToken(query.values.get('identifier'), [{ system: `${FHIR_BASE}/patient`, code: id }]));
      const page = pageOf(
        fitting.map((patient) => fhirPatient(patient)),
        query,
      );
      const shown = new Set(page.resources.map(({ id }) => id));
      // Who they are is asked of a page, not of everybody.
      return {
        ...page,
        resources: await resources(
          fitting.filter((patient) => shown.has(fhirPatient(patient).id)),
          asking,
        ),
      };
    },
  };
};
