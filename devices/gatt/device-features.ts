import { type Bytes, bitsOf, wholly } from '../bytes.ts';

/*
 * What scales, oximeters and thermometers can do, and who made a device in numbers. Source: Bluetooth SIG, GATT Specification Supplement
 * and the services' own documents, from general knowledge of them, unverified; no limit or reading rests on any of it.
 */

const word = (bytes: Bytes): { readonly features: number; readonly featureBits: readonly number[] } => {
  const features = bytes.u32('feature');
  return { features, featureBits: bitsOf(features) };
};

/** Body Composition Feature (0x2A9B): bits 0 to 10 what it measures, 11 to 14 the step of its masses, 15 to 17 that of its height. */
export const parseBodyCompositionFeature = (payload: Uint8Array) =>
  wholly(payload, (bytes) => {
    const said = word(bytes);
    return { ...said, massResolutionCode: (said.features >>> 11) & 0b1111, heightResolutionCode: (said.features >>> 15) & 0b111 };
  });

/** Weight Scale Feature (0x2A9E): bits 0 time stamp, 1 several users, 2 BMI, 3 to 6 the step of its weight, 7 to 9 that of its height. */
export const parseWeightScaleFeature = (payload: Uint8Array) =>
  wholly(payload, (bytes) => {
    const said = word(bytes);
    return { ...said, weightResolutionCode: (said.features >>> 3) & 0b1111, heightResolutionCode: (said.features >>> 7) & 0b111 };
  });

/** PLX Features (0x2A60): bit 0 that the supported bits of Measurement Status follow, bit 1 those of Device and Sensor Status. */
export const parseOximeterFeature = (payload: Uint8Array) =>
  wholly(payload, (bytes) => {
    const features = bytes.u16('feature');
    const measurement = features & 0b1 ? { measurementStatusSupport: bytes.u16('measurementStatusSupport') } : {};
    const sensor = features & 0b10 ? { deviceAndSensorStatusSupport: bytes.u24('deviceAndSensorStatusSupport') } : {};
    return { features, featureBits: bitsOf(features), ...measurement, ...sensor };
  });

/** Temperature Type (0x2A1D): where a thermometer measures that does not say it with each value; codes as in 0x2A1C. */
export const parseTemperatureType = (payload: Uint8Array) => wholly(payload, (bytes) => ({ typeCode: bytes.u8('temperatureType') }));

/** System ID (0x2A23): 40 bits of the manufacturer's own, 24 bits that the IEEE gave to the manufacturer; least significant byte first. */
export const parseSystemId = (payload: Uint8Array) =>
  wholly(payload, (bytes) => {
    const [low, high] = [bytes.u32('manufacturerIdentifier'), bytes.u8('manufacturerIdentifier')];
    const organization = bytes.u24('organizationallyUniqueIdentifier');
    return {
      manufacturerIdentifier: `${hex(high, 2)}${hex(low, 8)}`,
      organizationallyUniqueIdentifier: hex(organization, 6),
    };
  });

/** PnP ID (0x2A50): who numbers the vendors (1 Bluetooth SIG, 2 USB), the vendor, the product, its version as 0xJJMN. */
export const parsePnpId = (payload: Uint8Array) =>
  wholly(payload, (bytes) => ({
    vendorIdSource: bytes.u8('vendorIdSource'),
    vendorId: bytes.u16('vendorId'),
    productId: bytes.u16('productId'),
    productVersion: bytes.u16('productVersion'),
  }));

const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0');
