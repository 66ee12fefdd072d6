import type { Resource } from '../../reports/fhir/resource.ts';
import type { ApiParts } from '../parts.ts';
import { versioned } from './bundle.ts';
import { issuedPeriod, issuedPeriods, versionsOf } from './issued.ts';
import { type Asking, date, type FhirKind, ID, OF_PATIENT, onlySeen, token } from './kind.ts';
import { pageOf } from './listed.ts';
import { letsPeriod, momentsOf } from './moments.ts';
import { fitsToken, MOST_IN_A_PAGE, patientOf, patientsOf, type Query } from './query.ts';
import { freshReportKind } from './reports.ts';

const subjectOf = ({ subject }: Resource): string => patientOf((subject as { readonly reference: string }).reference);
/** Its version is of what it says, and not of when it was made: asked again, the same figures are the same version. */
function byWhatItSays(made: Resource): Resource {
  const { issued: _, ...said } = made;
  const contained = (made.contained as readonly Resource[] | undefined)?.map(({ issued: __, ...figure }) => figure);
  return { ...made, meta: { versionId: versioned({ ...said, contained } as unknown as Resource).meta.versionId } };
}
const STATUS = 'http://hl7.org/fhir/diagnostic-report-status';

/** The figures of a period: those made anew, and the reports that the clinic issued, as they were kept. */
export const diagnosticReportKind = (parts: Pick<ApiParts, 'store' | 'report' | 'clinic' | 'zone'>): FhirKind => {
  const fresh = freshReportKind(parts);

  async function read(id: string, asking: Asking): Promise<Resource | undefined> {
    const issued = await issuedPeriod(id, asking, parts);
    return issued ? (await versionsOf(issued, asking, parts))[0] : readFresh(id, asking);
  }

  async function readFresh(id: string, asking: Asking): Promise<Resource | undefined> {
    const found = await fresh.read!(id, asking);
    return found && byWhatItSays(found);
  }

  async function issuedOf(query: Query, asking: Asking): Promise<readonly Resource[]> {
    const patients = await onlySeen(patientsOf(query, 'patient', 'subject') ?? [], (patient) => patient, asking);
    const known = await parts.store.patients.get(patients);
    const periods = (await Promise.all([...known.keys()].map((patient) => issuedPeriods(patient, parts)))).flat();
    const dated = periods.filter(({ editions: [latest] }) => fitsDate(latest!, query, asking));
    return (await Promise.all(dated.map((one) => versionsOf(one, asking, parts)))).flatMap(([newest]) => newest ?? []);
  }

  async function freshOf(query: Query, asking: Asking): Promise<readonly Resource[]> {
    return (await fresh.find(query, asking)).resources.map(byWhatItSays);
  }

  const fitsDate = (period: { readonly from: number; readonly to: number }, query: Query, { now }: Asking): boolean =>
    (query.values.get('date') ?? []).every((list) => list.some((text) => letsPeriod('date', text, parts.zone, now, period)));

  const fits = (resource: Resource, query: Query, asking: Asking): boolean => {
    const { start, end } = resource.effectivePeriod as { readonly start: string; readonly end: string };
    const issued = Date.parse(String(resource.issued));
    return (
      fitsDate({ from: Date.parse(start), to: Date.parse(end) }, query, asking) &&
      (query.values.get('issued') ?? []).every((list) =>
        list.some((text) => momentsOf('issued', text, parts.zone, asking.now).lets(issued)),
      ) &&
      fitsToken(query.values.get('status'), [{ system: STATUS, code: String(resource.status) }])
    );
  };

  return {
    type: 'DiagnosticReport',
    documentation:
      'The figures of a period. A search gives those of the last 14 days, made anew with the readings by reference, and behind them the ' +
      'reports that were issued, the latest first: as they were kept, each correction a version, with the PDF by link. An id names any days ' +
      '(p1.30d.2026-03-31: the 30 days up to the end of that day) or what was issued (p1.2026-W13, p1.2026-03).',
    search: [
      ID,
      ...OF_PATIENT,
      date('date', 'The period that it is about. A date without a zone is one of the clinic.'),
      date('issued', 'When it was made or issued.'),
      token('status', 'preliminary (issued, not signed), final, corrected; partial (its last day is not over).'),
    ],
    sorts: [],
    read,
    async history(id, asking) {
      const issued = await issuedPeriod(id, asking, parts);
      if (issued) return versionsOf(issued, asking, parts);
      const found = await readFresh(id, asking);
      return found && [found];
    },
    async find(query, asking) {
      const wanted = query.values.get('_id')?.flat();
      const { cursor: _, ...whole } = query;
      const made = wanted
        ? (await Promise.all([...new Set(wanted)].map((id) => read(id, asking)))).filter((one) => one !== undefined)
        : [...(await freshOf({ ...whole, count: MOST_IN_A_PAGE }, asking)), ...(await issuedOf(query, asking))];
      const patients = patientsOf(query, 'patient', 'subject');
      const theirs = made.filter((one) => !patients || patients.includes(subjectOf(one)));
      return pageOf(
        theirs.filter((one) => fits(one, query, asking)),
        query,
      );
    },
  };
};
