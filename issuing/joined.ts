import type { Instant } from '../domain/clock.ts';
import type { PatientId } from '../domain/reading.ts';
import type { Records } from '../domain/store.ts';

const ADDED = 'patient.add';

/** When somebody became a patient, as the audit knows it; undefined of one who came with an import. */
export async function joinedAt(
  { audit }: { readonly audit: Pick<Records['audit'], 'search'> },
  patient: PatientId,
): Promise<Instant | undefined> {
  return (await audit.search({ patient, did: ADDED }, 1)).find(({ did }) => did === ADDED)?.at;
}
