import { observationFhirId, observationPlace } from '../../domain/fhir-names.ts';
import type { Reading } from '../../domain/reading.ts';
import type { ApiParts } from '../parts.ts';

/** Of one device, one kind and one moment or sequence number there are few. */
const MOST_ALIKE = 100;

/** The reading that has this FHIR id: the id says of which device and when, and the store is asked for those. */
export async function findReading(id: string, { store }: Pick<ApiParts, 'store'>): Promise<Reading | undefined> {
  const place = observationPlace(id);
  if (!place) return undefined;
  const devices = new Set([
    ...(await store.devices.list()).map((one) => one.id),
    ...(await store.owners.list()).map(({ device }) => device),
  ]);
  for (const device of devices) {
    if (!place.ofDevice(device)) continue;
    const prefix = place.prefix(device);
    const candidates = [...(await store.readings.get([prefix])), ...(await store.readings.startingWith(`${prefix}~`, MOST_ALIKE))];
    const found = candidates.find((reading) => observationFhirId(reading) === id);
    if (found) return found;
  }
  return undefined;
}
