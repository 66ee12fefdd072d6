import { bitsOf, wallClockText, wholly } from '../bytes.ts';
import { DecodeError } from '../decoder.ts';

/* What a device says of itself, and not of a body. */

/** Glucose Feature (0x2A51) and Blood Pressure Feature (0x2A49): which bits of a status the device can set at all. */
export const parseFeature = (payload: Uint8Array) =>
  wholly(payload, (bytes) => {
    const features = bytes.u16('feature');
    return { features, featureBits: bitsOf(features) };
  });

/** Battery Level (0x2A19). */
export const parseBatteryLevel = (payload: Uint8Array) =>
  wholly(payload, (bytes) => {
    const levelPercent = bytes.u8('level');
    if (levelPercent > 100) throw new DecodeError('level', `${levelPercent} % is more than a battery holds`, 0);
    return { levelPercent };
  });

/** Body Sensor Location (0x2A38) of a heart rate sensor: 0 other, 1 chest, 2 wrist, 3 finger, 4 hand, 5 ear lobe, 6 foot. */
export const parseBodySensorLocation = (payload: Uint8Array) => wholly(payload, (bytes) => ({ locationCode: bytes.u8('location') }));

/** Date Time (0x2A08): a wall clock without a zone. */
export const parseDateTime = (payload: Uint8Array) => wholly(payload, (bytes) => ({ dateTime: wallClockText(bytes.dateTime('dateTime')) }));

/** Current Time (0x2A2B). Day of the week: 1 is Monday, 0 unknown. */
export const parseCurrentTime = (payload: Uint8Array) =>
  wholly(payload, (bytes) => ({
    dateTime: wallClockText(bytes.dateTime('dateTime')),
    dayOfWeek: bytes.u8('dayOfWeek'),
    fractions256: bytes.u8('fractions256'),
    adjustReason: bytes.u8('adjustReason'),
  }));

/** Device Information (0x2A24 to 0x2A29): model, serial number, revisions, manufacturer. UTF-8, some with a zero at the end. */
export const parseText = (payload: Uint8Array) => {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(payload).replace(/\0+$/, '') };
  } catch {
    throw new DecodeError('text', 'not UTF-8', 0);
  }
};
