import { fhirAuditEvent } from '../../reports/fhir/audit-event.ts';
import type { ApiParts } from '../parts.ts';
import { date, type FhirKind, reference } from './kind.ts';
import { pageOf } from './listed.ts';
import { momentsOf } from './moments.ts';
import { patientsOf } from './query.ts';

/** As far back as the facade looks; `hearth check` walks the whole chain. */
const MOST_ACTS = 10_000;

/** Who did what, newest first, for those who watch over it. */
export const auditEventKind = ({ store, zone }: Pick<ApiParts, 'store' | 'zone'>): FhirKind => ({
  type: 'AuditEvent',
  documentation: `Who did what, newest first: the latest ${MOST_ACTS} acts. For administrators and auditors.`,
  search: [reference('patient', 'About whom.'), date('date', 'When it was done.')],
  sorts: [],
  async find(query, { now }) {
    const patients = patientsOf(query, 'patient');
    const acts = await store.audit.list(MOST_ACTS, patients?.length === 1 ? patients[0] : undefined);
    const dates = (query.values.get('date') ?? []).map((list) => list.map((text) => momentsOf('date', text, zone, now)));
    const fitting = acts.filter(
      ({ at, patient }) =>
        (!patients || (patient !== undefined && patients.includes(patient))) &&
        dates.every((list) => list.some((moments) => moments.lets(at))),
    );
    return pageOf(fitting.map(fhirAuditEvent), query);
  },
});
