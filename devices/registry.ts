import type { Decoder } from './decoder.ts';
import { esphome } from './dialects/esphome.ts';
import { fhirObservation } from './dialects/fhir-observation.ts';
import { homeAssistant } from './dialects/home-assistant.ts';
import { native } from './dialects/native.ts';
import { nightscout } from './dialects/nightscout.ts';
import { nightscoutTreatments } from './dialects/nightscout-treatments.ts';
import { nightscoutV3 } from './dialects/nightscout-v3.ts';
import { openMhealth } from './dialects/open-mhealth.ts';
import { openMqttGateway } from './dialects/openmqttgateway.ts';
import { tasmotaBle } from './dialects/tasmota-ble.ts';
import { withings } from './dialects/withings.ts';
import { gattDecoders } from './gatt-decoders.ts';

/** Every format that Hearth understands, one line each; registry.test.ts compares the list with the folders. */
export const decoders: readonly Decoder[] = [
  native,
  fhirObservation,
  openMhealth,
  nightscout,
  nightscoutV3,
  nightscoutTreatments,
  withings,
  openMqttGateway,
  tasmotaBle,
  esphome,
  homeAssistant,
  ...gattDecoders,
];
