import { idOfFhir } from '../../domain/fhir-names.ts';
import type { IssuedState } from '../../domain/issued.ts';
import type { PatientId } from '../../domain/reading.ts';
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
