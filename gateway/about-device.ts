import type { GattCharacteristic } from 'node-ble';
import { parseCgmSessionStart } from '../devices/gatt/cgm-session.ts';
import { parseBatteryLevel, parseText } from '../devices/gatt/device-facts.ts';
import { AGREE_WITHIN_MS, type Clock, type Instant, MINUTE } from '../domain/clock.ts';
import { BluetoothTrouble, CALL_MS, type Within } from './bluez.ts';
import { AGREES_WITHIN_MS, currentTimeBytes, dateTimeBytes, skewMs } from './clock.ts';

/** What a device has, by `1808/2a18`. */
export type Services = ReadonlyMap<string, GattCharacteristic>;

/** Device Information (180A): what it says of itself under which name. */
const INFORMATION = { manufacturer: '2a29', model: '2a24', serial: '2a25', firmware: '2a26' } as const;
const [DEVICE_INFORMATION, BATTERY_LEVEL, CURRENT_TIME] = ['180a', '180f/2a19', '1805/2a2b'];

/** Manufacturer, model, serial number, firmware: those that the device tells. */
export async function informationOf(services: Services, within: Within): Promise<Record<string, string>> {
  const told: Record<string, string> = {};
  for (const [name, number] of Object.entries(INFORMATION)) {
    const text = await readOr(undefined, services.get(`${DEVICE_INFORMATION}/${number}`), within, (bytes) => parseText(bytes).text);
    if (text) told[name] = text;
  }
  return told;
}

/** Percent, from the battery service; BlueZ since 5.48 keeps that to itself, and has a property instead. */
export const batteryOf = (services: Services, within: Within): Promise<number | undefined> =>
  readOr(undefined, services.get(BATTERY_LEVEL!), within, (bytes) => parseBatteryLevel(bytes).levelPercent);

/** When a sensor's session began, by what it says of its zone, or in ours. Throws BluetoothTrouble: its records mean nothing without. */
export async function sessionOf(found: GattCharacteristic | undefined, zone: string, within: Within): Promise<Instant> {
  const said = await readOr(undefined, found, within, parseCgmSessionStart);
  if (said === undefined) throw new BluetoothTrouble('it does not say when its session began');
  const { sessionStartTime, timeZoneMinutes, dstOffsetMinutes } = said;
  if (/^0000|-00/.test(sessionStartTime)) throw new BluetoothTrouble('its sensor has not been started yet');
  const wall = Temporal.PlainDateTime.from(sessionStartTime);
  if (timeZoneMinutes === 'unknown') return wall.toZonedDateTime(zone).epochMilliseconds;
  const ahead = timeZoneMinutes + (dstOffsetMinutes === 'unknown' ? 0 : dstOffsetMinutes);
  return wall.toZonedDateTime('UTC').epochMilliseconds - ahead * MINUTE;
}

export interface ClockSeen {
  /** How far it was ahead of the gateway's, before it was set. */
  readonly clockSkewMs?: number;
  readonly clockSet?: boolean;
}

/**
 * The device's clock: read, and set where it is off and may be written: Current Time (2A2B), or the Date Time (2A08) that some cuffs and
 * thermometers have in their own service. A clock that cannot be read or set is no reason to leave the readings where they are.
 */
export async function clockOf(parts: {
  readonly services: Services;
  readonly service: string;
  readonly zone: string;
  readonly mayBeSet: boolean;
  readonly clock: Clock;
  readonly within: Within;
  /** What the clock said, before it is set: the records that follow were made by it. */
  readonly tell: (characteristic: '2a2b' | '2a08', said: Buffer) => void;
}): Promise<ClockSeen> {
  const { services, clock, zone, within } = parts;
  const [found, number, bytesAt] = services.has(CURRENT_TIME!)
    ? ([services.get(CURRENT_TIME!), '2a2b', currentTimeBytes] as const)
    : ([services.get(`${parts.service}/2a08`), '2a08', dateTimeBytes] as const);
  if (!found) return {};
  const skew = await readOr(undefined, found, within, (bytes) => {
    const said = skewMs(bytes, clock.now(), zone);
    if (said !== undefined && Math.abs(said) > AGREE_WITHIN_MS) parts.tell(number, bytes);
    return said;
  });
  const seen = skew === undefined ? {} : { clockSkewMs: skew };
  if (!parts.mayBeSet || (skew !== undefined && Math.abs(skew) <= AGREES_WITHIN_MS)) return seen;
  const flags = await within(CALL_MS, 'its clock', found.getFlags());
  if (!flags.includes('write')) return seen;
  const set = await within(CALL_MS, 'its clock', found.writeValueWithResponse(Buffer.from(bytesAt(clock.now(), zone)))).then(
    () => true,
    () => false,
  );
  return { ...seen, clockSet: set };
}

/** What it says, or `otherwise` where the characteristic is not there, cannot be read, or says what nobody can read. */
async function readOr<T>(otherwise: T, found: GattCharacteristic | undefined, within: Within, parse: (bytes: Buffer) => T): Promise<T> {
  if (!found) return otherwise;
  try {
    return parse(await within(CALL_MS, 'reading', found.readValue()));
  } catch {
    return otherwise;
  }
}
