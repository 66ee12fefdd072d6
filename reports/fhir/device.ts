import type { Instant } from '../../domain/clock.ts';
import { type Device, type Ownership, ownerAt } from '../../domain/device.ts';
import { deviceFhirId, FHIR_BASE, patientFhirId } from '../../domain/fhir-names.ts';
import { given, type Json, type Resource } from './resource.ts';

/** A device, with the patient who has it at `now`. */
export function fhirDevice(device: Device, owners: readonly Ownership[], now: Instant): Resource {
  const { id, model, facts, retired, revoked } = device;
  const owner = ownerAt(owners, now);
  const version = (type: string, value: string | undefined): readonly Json[] =>
    value === undefined ? [] : [{ type: { text: type }, value }];
  return {
    resourceType: 'Device',
    id: deviceFhirId(id),
    identifier: [{ system: `${FHIR_BASE}/device`, value: id }],
    status: retired === undefined && revoked === undefined ? 'active' : 'inactive',
    ...given('manufacturer', facts?.manufacturer),
    ...given('serialNumber', facts?.serial),
    deviceName: [
      { name: model ?? facts?.model ?? id, type: model === undefined && facts?.model !== undefined ? 'model-name' : 'user-friendly-name' },
    ],
    ...given('modelNumber', facts?.model),
    ...given('version', [
      ...version('firmware', facts?.firmware),
      ...version('hardware', facts?.hardware),
      ...version('software', facts?.software),
    ]),
    ...given('patient', owner === undefined ? undefined : { reference: `Patient/${patientFhirId(owner)}` }),
  };
}
