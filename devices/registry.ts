import type { Decoder } from './decoder.ts';
import { fhirObservation } from './dialects/fhir-observation.ts';
import { native } from './dialects/native.ts';
import { nightscout } from './dialects/nightscout.ts';
import { openMhealth } from './dialects/open-mhealth.ts';
import { bloodPressure } from './gatt/blood-pressure.ts';
import { glucose } from './gatt/glucose.ts';
import { glucoseContext } from './gatt/glucose-context.ts';

/** Every format that Hearth understands, one line each; registry.test.ts compares the list with the folders. */
export const decoders: readonly Decoder[] = [native, fhirObservation, openMhealth, nightscout, glucose, glucoseContext, bloodPressure];
