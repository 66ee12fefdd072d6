import { deviceFhirId, FHIR_BASE } from '../../domain/fhir-names.ts';
import { fhirDevice } from '../../reports/fhir/device.ts';
import type { ApiParts } from '../parts.ts';
import { type Asking, type FhirKind, ID, reference, token } from './kind.ts';
import { pageOf } from './listed.ts';
import { fitsToken, patientOf } from './query.ts';

/** The devices of the registry, each with the patient who has it now. */
export const deviceKind = ({ store }: Pick<ApiParts, 'store'>): FhirKind => {
  const all = async ({ now, sees }: Asking) => {
    const owners = Map.groupBy(await store.owners.list(), ({ device }) => device);
    const found = (await store.devices.list()).map((device) => ({
      device,
      resource: fhirDevice(device, owners.get(device.id) ?? [], now),
      owners: (owners.get(device.id) ?? []).filter(({ until }) => until === undefined || until > now).map(({ patient }) => patient),
    }));
    const seen = await Promise.all(found.map(async (one) => (await Promise.all(one.owners.map(sees))).every(Boolean)));
    return found.filter((_, i) => seen[i]);
  };
  return {
    type: 'Device',
    documentation: 'Meters, cuffs, sensors and uploading apps, as they were enrolled and as they speak of themselves.',
    search: [
      ID,
      token('identifier', `How it is enrolled: ${FHIR_BASE}/device|cuff-1.`),
      reference('patient', 'Who has it now, also as one of several users.'),
    ],
    sorts: [],
    async read(id, asking) {
      const [found] = (await all(asking)).filter(({ device }) => deviceFhirId(device.id) === id);
      return found?.resource;
    },
    async find(query, asking) {
      const fitting = (await all(asking)).filter(
        ({ device, owners }) =>
          fitsToken(query.values.get('identifier'), [{ system: `${FHIR_BASE}/device`, code: device.id }]) &&
          (query.values.get('patient') ?? []).every((list) => list.some((one) => owners.includes(patientOf(one)))),
      );
      return pageOf(
        fitting.map(({ resource }) => resource),
        query,
      );
    },
  };
};
