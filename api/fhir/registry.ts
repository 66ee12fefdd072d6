import type { ApiParts } from '../parts.ts';
import { deviceKind } from './devices.ts';
import type { FhirKind } from './kind.ts';
import { observationKind } from './observations.ts';
import { patientKind } from './patients.ts';

/** Every type of resource that the facade gives out. */
export const fhirKinds = (parts: ApiParts): readonly FhirKind[] => [patientKind(parts), deviceKind(parts), observationKind(parts)];
