import { wholly } from '../bytes.ts';
import { parseBloodPressure, parseCuffPressure } from './blood-pressure.ts';
import { parseBodyComposition } from './body-composition.ts';
import { parseCgm } from './cgm-measurement.ts';
import { parseCgmFeature, parseCgmRunTime, parseCgmSessionStart, parseCgmStatus } from './cgm-session.ts';
import { parseBatteryLevel, parseBodySensorLocation, parseCurrentTime, parseDateTime, parseFeature, parseText } from './device-facts.ts';
import {
  parseBodyCompositionFeature,
  parseOximeterFeature,
  parsePnpId,
  parseSystemId,
  parseTemperatureType,
  parseWeightScaleFeature,
} from './device-features.ts';
import { parseGlucose } from './glucose.ts';
import { parseGlucoseContext } from './glucose-context.ts';
import { parseHeartRate } from './heart-rate.ts';
import { parseContinuousSaturation, parseSpotCheck } from './pulse-oximeter.ts';
import { parseRecordAccess } from './record-access.ts';
import { parseTemperature } from './temperature.ts';
import { parseWeight } from './weight.ts';

/** A characteristic whose bytes Hearth can read, field by field, under the names of its profile. Some are measurements, some are not. */
export interface Characteristic {
  readonly title: string;
  /** Throws DecodeError and nothing else. */
  readonly parse: (payload: Uint8Array) => unknown;
}

/** By its number, as the Bluetooth SIG assigned it. */
export const characteristics: Readonly<Record<string, Characteristic>> = {
  '2A08': { title: 'Date Time', parse: parseDateTime },
  '2A18': { title: 'Glucose Measurement', parse: parseGlucose },
  '2A19': { title: 'Battery Level', parse: parseBatteryLevel },
  '2A1C': { title: 'Temperature Measurement', parse: parseTemperature },
  '2A1D': { title: 'Temperature Type', parse: parseTemperatureType },
  '2A1E': { title: 'Intermediate Temperature', parse: parseTemperature },
  '2A23': { title: 'System ID', parse: parseSystemId },
  '2A24': { title: 'Model Number', parse: parseText },
  '2A25': { title: 'Serial Number', parse: parseText },
  '2A26': { title: 'Firmware Revision', parse: parseText },
  '2A27': { title: 'Hardware Revision', parse: parseText },
  '2A28': { title: 'Software Revision', parse: parseText },
  '2A29': { title: 'Manufacturer Name', parse: parseText },
  '2A2B': { title: 'Current Time', parse: parseCurrentTime },
  '2A34': { title: 'Glucose Measurement Context', parse: parseGlucoseContext },
  '2A35': { title: 'Blood Pressure Measurement', parse: parseBloodPressure },
  '2A36': { title: 'Intermediate Cuff Pressure', parse: parseCuffPressure },
  '2A37': { title: 'Heart Rate Measurement', parse: parseHeartRate },
  '2A38': { title: 'Body Sensor Location', parse: parseBodySensorLocation },
  '2A49': { title: 'Blood Pressure Feature', parse: parseFeature },
  '2A50': { title: 'PnP ID', parse: parsePnpId },
  '2A51': { title: 'Glucose Feature', parse: parseFeature },
  '2A52': { title: 'Record Access Control Point', parse: parseRecordAccess },
  '2A5E': { title: 'Pulse Oximeter Spot-Check Measurement', parse: parseSpotCheck },
  '2A5F': { title: 'Pulse Oximeter Continuous Measurement', parse: parseContinuousSaturation },
  '2A60': { title: 'PLX Features', parse: parseOximeterFeature },
  '2A9B': { title: 'Body Composition Feature', parse: parseBodyCompositionFeature },
  '2A9C': { title: 'Body Composition Measurement', parse: parseBodyComposition },
  '2A9D': { title: 'Weight Measurement', parse: parseWeight },
  '2A9E': { title: 'Weight Scale Feature', parse: parseWeightScaleFeature },
  '2AA7': { title: 'CGM Measurement', parse: parseCgm },
  '2AA8': { title: 'CGM Feature', parse: parseCgmFeature },
  '2AA9': { title: 'CGM Status', parse: parseCgmStatus },
  '2AAA': { title: 'CGM Session Start Time', parse: parseCgmSessionStart },
  '2AAB': { title: 'CGM Session Run Time', parse: parseCgmRunTime },
};

/** The numbers that the profiles are built of. */
export const numbers: Readonly<Record<string, Characteristic>> = {
  SFLOAT: { title: 'IEEE 11073 SFLOAT', parse: (payload) => wholly(payload, (bytes) => ({ value: bytes.sfloat('value') })) },
  FLOAT: { title: 'IEEE 11073 FLOAT', parse: (payload) => wholly(payload, (bytes) => ({ value: bytes.float('value') })) },
};
