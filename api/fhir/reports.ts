import { HearthError } from '../../domain/errors.ts';
import { idOfFhir } from '../../domain/fhir-names.ts';
import { readReportId, reportFhirId } from '../../reports/fhir/document.ts';
import { dayIn, periodOf } from '../../reports/fhir/report-period.ts';
import type { Resource } from '../../reports/fhir/resource.ts';
import type { ApiParts } from '../parts.ts';
import { issuedDocumentOf } from './issued.ts';
import { type Asking, type FhirKind, ID, OF_PATIENT } from './kind.ts';
import { pageOf } from './listed.ts';
import { FhirError } from './outcome.ts';
import { patientOf, patientsOf } from './query.ts';

type Parts = Pick<ApiParts, 'store' | 'report' | 'clinic'>;
/** The consensus on time in range asks for 14 days (Battelino et al. 2019). */
const USUAL_DAYS = 14;
const MOST_DAYS = 366;

/** The document of a report by its id; undefined for what is no report of a patient who is here. */
async function documentOf(id: string, { language, mayKnowWho, sees }: Asking, { store, report }: Parts): Promise<Resource | undefined> {
  const said = readReportId(id);
  if (!said || said.days < 1 || said.days > MOST_DAYS) return undefined;
  const patient = (await store.patients.get([idOfFhir(said.patient)])).get(idOfFhir(said.patient));
  const period = patient && periodOf(said.lastDay, said.days, patient.zone);
  if (!patient || !period || !(await sees(patient.id))) return undefined;
  return report({ patient: patient.id, ...period, language }).fhir({ id, named: mayKnowWho });
}

const partOf = (document: Resource | undefined, type: string): Resource | undefined =>
  (document?.entry as readonly { readonly resource: Resource }[] | undefined)?.find(({ resource }) => resource.resourceType === type)
    ?.resource;

function kindOf(
  type: 'DiagnosticReport' | 'Composition',
  documentation: string,
  parts: Parts,
  made: typeof documentOf = documentOf,
): FhirKind {
  const read = async (id: string, asking: Asking) => partOf(await made(id, asking, parts), type);
  return {
    type,
    documentation,
    search: [ID, ...OF_PATIENT],
    sorts: [],
    read,
    async find(query, asking) {
      const patients = patientsOf(query, 'patient', 'subject');
      const wanted = query.values.get('_id')?.flat();
      if (!patients && !wanted)
        throw new FhirError(400, 'too-costly', `Of whom? A search for a ${type} names a patient (patient=p1) or an id (_id).`);
      const known = await parts.store.patients.get(patients ?? []);
      const ids = wanted ?? [...known.values()].map(({ id, zone }) => reportFhirId(id, USUAL_DAYS, dayIn(asking.now, zone)));
      const found = (await Promise.all(ids.map((id) => read(id, asking)))).filter((one) => one !== undefined);
      const theirs = found.filter(
        ({ subject }) => !patients || patients.includes(patientOf((subject as { readonly reference: string }).reference)),
      );
      return pageOf(theirs, query);
    },
  };
}

/** The figures of the last 14 days; by its id, of any days: `p1.30d.2026-03-31`. Made when it is asked for, and kept nowhere. */
export const freshReportKind = (parts: Parts): FhirKind => kindOf('DiagnosticReport', '', parts);

/** As it was issued, or of any days, made anew. */
const anyDocumentOf: typeof documentOf = async (id, asking, parts) =>
  (await issuedDocumentOf(id, asking, parts)) ?? documentOf(id, asking, parts);

/** The report as a person reads it; `$document` gives it with all that it refers to. */
export const compositionKind = (parts: Parts): FhirKind => ({
  ...kindOf(
    'Composition',
    'The doctor’s report of a period, in words. Ids as for DiagnosticReport: of any days, made anew, or what was issued, as it was kept ' +
      '(p1.2026-W13), its latest edition. A search gives that of the last 14 days.',
    parts,
    anyDocumentOf,
  ),
  operations: [
    {
      name: 'document',
      definition: 'http://hl7.org/fhir/OperationDefinition/Composition-document',
      parameters: [],
      async ofOne(id, asking) {
        const document = await anyDocumentOf(id, asking, parts);
        if (!document) throw new HearthError('api.not-found', `There is no Composition ${id}.`);
        return document;
      },
    },
  ],
});
