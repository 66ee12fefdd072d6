import { idOfFhir } from '../../domain/fhir-names.ts';
import type { IssuedState } from '../../domain/issued.ts';
import type { PatientId } from '../../domain/reading.ts';
import { issuedDocument } from '../../reports/fhir/issued-document.ts';
import { issuedFhirId, issuedVersions, readIssuedFhirId } from '../../reports/fhir/issued-report.ts';
import type { Resource } from '../../reports/fhir/resource.ts';
import { createSpeech } from '../../reports/render/speech.ts';
import type { Report } from '../../reports/report.ts';
import type { ApiParts } from '../parts.ts';
import { staffNames } from '../views.ts';
import type { Asking } from './kind.ts';

/** So many issued reports of a patient are looked at: years of weeks. */
const MOST = 500;

/** A period of which reports were issued: all its editions, the latest first. */
export interface IssuedPeriod {
  readonly id: string;
  readonly patient: PatientId;
  readonly editions: readonly IssuedState[];
}

/** What was issued about a patient, the latest first. */
export async function issuedPeriods(patient: PatientId, { store }: Pick<ApiParts, 'store'>): Promise<readonly IssuedPeriod[]> {
  const perPeriod = Map.groupBy(await store.issuedReports.of(patient, MOST), issuedFhirId);
  return [...perPeriod].map(([id, editions]) => ({ id, patient, editions: editions.toSorted((a, b) => b.edition - a.edition) }));
}

/** By its id, where the caller may see whom it is about. */
export async function issuedPeriod(id: string, { sees }: Asking, parts: Pick<ApiParts, 'store'>): Promise<IssuedPeriod | undefined> {
  const said = readIssuedFhirId(id);
  const patient = said && idOfFhir(said.patient);
  if (patient === undefined || !(await sees(patient))) return undefined;
  return (await issuedPeriods(patient, parts)).find((one) => one.id === id);
}

/** All versions, the newest first. */
export async function versionsOf(
  { editions }: IssuedPeriod,
  { language, mayKnowWho, base }: Asking,
  { store }: Pick<ApiParts, 'store'>,
): Promise<readonly Resource[]> {
  const contents = await Promise.all(
    editions.map(async ({ id }) => JSON.parse((await store.issuedReports.content(id)) ?? 'null') as Report | null),
  );
  const kept = editions.flatMap((state, i) => (contents[i] ? [{ state, content: contents[i] }] : []));
  const names = mayKnowWho ? await staffNames(store) : undefined;
  return issuedVersions(
    kept.map(({ state }) => state),
    kept.map(({ content }) => content),
    {
      language,
      title: kept[0] ? createSpeech(kept[0].content, language).say('title') : '',
      at: (id, format) => new URL(`../api/v1/reports/${encodeURIComponent(id)}/content?format=${format}`, `${base}/`).href,
      ...(names ? { nameOf: (user: string) => names.get(user) ?? user } : {}),
    },
  );
}

/** The latest edition as a document, with the words that were kept; undefined where nothing of that name was issued. */
export async function issuedDocumentOf(
  id: string,
  asking: Asking,
  parts: Pick<ApiParts, 'store' | 'clinic'>,
): Promise<Resource | undefined> {
  const { store, clinic } = parts;
  const period = await issuedPeriod(id, asking, parts);
  const [state] = period?.editions ?? [];
  const [diagnostic] = period ? await versionsOf(period, asking, parts) : [];
  const kept = state && (await store.issuedReports.content(state.id));
  const patient = period && (await store.patients.get([period.patient])).get(period.patient);
  if (!state || !diagnostic || kept === undefined || !patient) return undefined;
  const content = JSON.parse(kept) as Report;
  const { language, mayKnowWho, base } = asking;
  const identity = mayKnowWho ? (await store.identities.get([patient.id])).get(patient.id) : undefined;
  const names = mayKnowWho ? await staffNames(store) : undefined;
  // The charts' library is 80 MB of memory: it comes with the first report, not with the server.
  const { pageOf: drawn } = await import('../../reports/render/page.ts');
  return issuedDocument({
    state,
    content,
    diagnostic,
    patient,
    clinic,
    base,
    page: drawn(content, { language, clinic }),
    ...(identity ? { identity } : {}),
    ...(names ? { nameOf: (user: string) => names.get(user) ?? user } : {}),
  });
}
