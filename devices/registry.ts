import type { Decoder } from './decoder.ts';
import { fhirObservation } from './dialects/fhir-observation.ts';
import { native } from './dialects/native.ts';
import { nightscout } from './dialects/nightscout.ts';
import { openMhealth } from './dialects/open-mhealth.ts';
import { bloodPressure } from './gatt/blood-pressure.ts';
import { bodyComposition } from './gatt/body-composition.ts';
import { cgm } from './gatt/cgm-measurement.ts';
import { glucose } from './gatt/glucose.ts';
import { glucoseContext } from './gatt/glucose-context.ts';
import { heartRate } from './gatt/heart-rate.ts';
import { continuousSaturation, spotCheck } from './gatt/pulse-oximeter.ts';
import { temperature } from './gatt/temperature.ts';
import { weight } from './gatt/weight.ts';

/** Every format that Hearth understands, one line each; registry.test.ts compares the list with the folders. */
export const decoders: readonly Decoder[] = [
  native,
  fhirObservation,
  openMhealth,
  nightscout,
  glucose,
  glucoseContext,
  cgm,
  bloodPressure,
  weight,
  bodyComposition,
  temperature,
  spotCheck,
  continuousSaturation,
  heartRate,
];
