import { DAY } from '../domain/clock.ts';
import type { PatientIdentity } from '../domain/patient.ts';
import { KINDS, type Reading } from '../domain/reading.ts';
import type { Records } from '../domain/store.ts';
import { type DocumentParts, fhirDocument, inDocument } from '../reports/fhir/document.ts';
import { effectiveAt } from '../reports/fhir/observation.ts';
import type { Resource } from '../reports/fhir/resource.ts';

type Asked = Omit<DocumentParts, 'readings' | 'devices' | 'identity'> & {
  readonly named: boolean;
  readonly identity: PatientIdentity | undefined;
};

/** Gathers what a report's FHIR document holds beside the report: the readings of its period with their history, and their devices. */
export async function documentOf({ named, identity, ...asked }: Asked, store: Records): Promise<Resource> {
  const { patient, report } = asked;
  const readings: { reading: Reading; about: DocumentParts['readings'][number]['about'] }[] = [];
  for (const kind of KINDS) {
    for await (const reading of store.readings.between(patient.id, kind, report.from, report.to + DAY)) {
      if (effectiveAt(reading) >= report.to) continue;
      readings.push({ reading, about: { history: [] } });
    }
  }
  for (const one of inDocument(readings)) one.about = { history: await store.readings.corrections(one.reading.id) };
  const used = [...new Set(readings.map(({ reading }) => reading.device))];
  const owners = await store.owners.intervals(used);
  const known = (await Promise.all(used.map((id) => store.devices.get(id)))).filter((device) => device !== undefined);
  return fhirDocument({
    ...asked,
    readings,
    devices: known.map(({ secretHash: _, ...device }) => ({ device, owners: owners.get(device.id) ?? [] })),
    ...(named && identity ? { identity } : {}),
  });
}
