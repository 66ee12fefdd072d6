import { Bytes, bitsOf, wallClockText } from '../bytes.ts';
import { DecodeError } from '../decoder.ts';
import { type E2eCrc, readE2eCrc } from './e2e-crc.ts';

/** CGM Feature (0x2AA8). Its checksum is always there: 0xFFFF where the sensor has none. */
export function parseCgmFeature(payload: Uint8Array) {
  const bytes = new Bytes(payload);
  const features = bytes.u24('features');
  const typeAndLocation = bytes.u8('typeAndSampleLocation');
  const said = { features, featureBits: bitsOf(features), typeCode: typeAndLocation & 0xf, sampleLocationCode: typeAndLocation >> 4 };
  const none = payload.length === 6 && payload[4] === 0xff && payload[5] === 0xff && (features & SUPPORTS_CRC) === 0;
  if (none) return { ...said, e2eCrc: 'absent' as E2eCrc };
  if (bytes.left === 0) throw new DecodeError('e2eCrc', 'needs 2 bytes, 0 left', bytes.offset, 'truncated');
  const e2eCrc = readE2eCrc(bytes, payload);
  bytes.end();
  return { ...said, e2eCrc };
}

const SUPPORTS_CRC = 1 << 12;

/** CGM Status (0x2AA9). */
export const parseCgmStatus = (payload: Uint8Array) =>
  checked(payload, (bytes) => {
    const timeOffsetMinutes = bytes.u16('timeOffset');
    const sensorStatus = bytes.u24('sensorStatus');
    return { timeOffsetMinutes, sensorStatus, sensorStatusBits: bitsOf(sensorStatus) };
  });

/** CGM Session Start Time (0x2AAA): the wall clock when the sensor began, and how it stands to UTC. */
export const parseCgmSessionStart = (payload: Uint8Array) =>
  checked(payload, (bytes) => {
    const sessionStartTime = wallClockText(bytes.dateTime('sessionStartTime'));
    const [zoneAt, zone] = [bytes.offset, bytes.i8('timeZone')];
    if (zone !== UNKNOWN_ZONE && (zone < -48 || zone > 56))
      throw new DecodeError('timeZone', `${zone} quarters of an hour is no zone`, zoneAt);
    const [dstAt, dst] = [bytes.offset, bytes.u8('dstOffset')];
    const minutes = DST_MINUTES[dst];
    if (minutes === undefined) throw new DecodeError('dstOffset', `${dst} is no daylight saving time`, dstAt);
    return { sessionStartTime, timeZoneMinutes: zone === UNKNOWN_ZONE ? ('unknown' as const) : zone * 15, dstOffsetMinutes: minutes };
  });

const UNKNOWN_ZONE = -128;
const DST_MINUTES: Readonly<Record<number, number | 'unknown'>> = { 0: 0, 2: 30, 4: 60, 8: 120, 255: 'unknown' };

/** CGM Session Run Time (0x2AAB): how long the sensor is expected to work. */
export const parseCgmRunTime = (payload: Uint8Array) => checked(payload, (bytes) => ({ sessionRunTimeHours: bytes.u16('sessionRunTime') }));

/** The fields, then a checksum or nothing. */
function checked<T extends object>(payload: Uint8Array, read: (bytes: Bytes) => T): T & { readonly e2eCrc: E2eCrc } {
  const bytes = new Bytes(payload);
  const fields = read(bytes);
  const e2eCrc = readE2eCrc(bytes, payload);
  bytes.end();
  return { ...fields, e2eCrc };
}
