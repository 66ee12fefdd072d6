import type { Alert } from '../../domain/alert.ts';
import { idOfFhir, observationFhirId } from '../../domain/fhir-names.ts';
import { fhirFlag } from '../../reports/fhir/flag.ts';
import type { ApiParts } from '../parts.ts';
import { type Asking, date, type FhirKind, ID, OF_PATIENT, onlySeen } from './kind.ts';
import { pageOf } from './listed.ts';
import { EVER, momentsOf } from './moments.ts';
import { FhirError } from './outcome.ts';
import { patientsOf } from './query.ts';

/** Alerts, the newest first. */
export const flagKind = ({ store, rules, zone }: Pick<ApiParts, 'store' | 'rules' | 'zone'>): FhirKind => {
  const resourceOf = async (alert: Alert, { language }: Asking) => {
    const title = rules().rules.find(({ id }) => id === alert.rule.id)?.title;
    const evidence = await store.readings.get(alert.evidence);
    return fhirFlag(alert, title, evidence.map(observationFhirId), language);
  };
  return {
    type: 'Flag',
    documentation: 'Alerts: active while they are open, inactive when they are over, entered-in-error where their reading was taken back.',
    search: [ID, ...OF_PATIENT, date('date', 'When it began.')],
    sorts: [],
    async read(id, asking) {
      const found = await store.alerts.get(idOfFhir(id));
      return found && (await asking.sees(found.patient)) ? resourceOf(found, asking) : undefined;
    },
    async find(query, asking) {
      const patients = patientsOf(query, 'patient', 'subject');
      const ids = query.values.get('_id')?.flat();
      if (!patients && !ids)
        throw new FhirError(400, 'too-costly', 'Whose? A search for Flags names a patient (patient=p1) or an id (_id).');
      const found = ids
        ? (await Promise.all(ids.map((id) => store.alerts.get(idOfFhir(id))))).filter((one) => one !== undefined)
        : (await Promise.all(patients!.map((id) => store.alerts.between(id, 0, EVER)))).flat();
      const dates = (query.values.get('date') ?? []).map((list) => list.map((text) => momentsOf('date', text, zone, asking.now)));
      const fitting = (await onlySeen(found, ({ patient }) => patient, asking)).filter(
        ({ patient, opened }) =>
          (!patients || patients.includes(patient)) && dates.every((list) => list.some((moments) => moments.lets(opened))),
      );
      const page = pageOf(
        fitting.map(({ id }) => ({ resourceType: 'Flag', id: id.replaceAll('_', '.') })),
        query,
      );
      const shown = new Map(fitting.map((alert) => [alert.id.replaceAll('_', '.'), alert]));
      return { ...page, resources: await Promise.all(page.resources.map(({ id }) => resourceOf(shown.get(id!)!, asking))) };
    },
  };
};
