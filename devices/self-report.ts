import { DeviceFacts } from '../domain/device.ts';
import { Bytes } from './bytes.ts';
import { type Context, DecodeError, type Decoder } from './decoder.ts';
import { parseJson } from './dialects/native.ts';
import { wrongFields } from './dialects/wrong-fields.ts';
import { parseBatteryLevel, parseCurrentTime, parseDateTime, parseText } from './gatt/device-facts.ts';
import { instantOf, isBelievable, isWhole } from './wall-clock.ts';

/** A way in which a device speaks of itself and not of a body: never a reading, and in nobody's record. */
export interface SelfReport extends Pick<Decoder, 'hears'> {
  readonly title: string;
  /** Throws DecodeError and nothing else. */
  facts(payload: Uint8Array, context: Context): DeviceFacts;
}

const { batteryPercent, ...named } = DeviceFacts.shape;
const Status = DeviceFacts.omit({ batteryPercent: true }).extend({ battery: batteryPercent });

/** `hearth/v1/<device>/status`: `{ "battery": 80, "model": "BP-100", "firmware": "1.4.2", "clockSkewMs": -1200 }`, any of them. */
const status: SelfReport = {
  title: 'Status of the device itself',
  hears: { topic: 'hearth/v1/+/status' },
  facts(payload) {
    const parsed = Status.safeParse(parseJson(payload));
    if (!parsed.success) {
      throw new DecodeError(
        'payload',
        wrongFields(parsed.error, '')
          .map(({ pointer, problem }) => `${pointer || '/'}: ${problem}`)
          .join('; '),
      );
    }
    const { battery, ...facts } = parsed.data;
    if (Object.keys(parsed.data).length === 0)
      throw new DecodeError('payload', `says nothing; it may say battery, ${Object.keys(named).join(', ')}`);
    return battery === undefined ? facts : { ...facts, batteryPercent: battery };
  },
};

/** Device Information (0x180A): one text each. */
const textOf = (characteristic: number, title: string, fact: Exclude<keyof DeviceFacts, 'batteryPercent' | 'clockSkewMs'>): SelfReport => ({
  title,
  hears: { characteristic },
  facts(payload) {
    const parsed = named[fact].safeParse(parseText(payload).text);
    if (!parsed.success || parsed.data === undefined) throw new DecodeError('text', 'between 1 and 80 letters', 0);
    return { [fact]: parsed.data };
  },
});

const battery: SelfReport = {
  title: 'Battery Level',
  hears: { characteristic: 0x2a19 },
  facts: (payload) => ({ batteryPercent: parseBatteryLevel(payload).levelPercent }),
};

/** The device's wall clock against the gateway's stamp, or the server's clock where there is none. */
const wallClock = (characteristic: number, title: string, parse: (payload: Uint8Array) => unknown): SelfReport => ({
  title,
  hears: { characteristic },
  facts(payload, { received, stamped, zone }) {
    parse(payload);
    const clock = new Bytes(payload).dateTime('dateTime');
    if (!isWhole(clock)) throw new DecodeError('dateTime', 'the device does not know the date', 0);
    const now = stamped !== undefined && isBelievable(stamped, received) ? stamped : received;
    return { clockSkewMs: instantOf(clock, zone) - now };
  },
});

/** All of them. */
export const selfReports: readonly SelfReport[] = [
  status,
  battery,
  textOf(0x2a24, 'Model Number', 'model'),
  textOf(0x2a25, 'Serial Number', 'serial'),
  textOf(0x2a26, 'Firmware Revision', 'firmware'),
  textOf(0x2a27, 'Hardware Revision', 'hardware'),
  textOf(0x2a28, 'Software Revision', 'software'),
  textOf(0x2a29, 'Manufacturer Name', 'manufacturer'),
  wallClock(0x2a2b, 'Current Time', parseCurrentTime),
  // Cuffs and thermometers without a Current Time Service have their clock in their own service.
  wallClock(0x2a08, 'Date Time', parseDateTime),
];
