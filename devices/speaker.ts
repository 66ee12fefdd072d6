import type { DeviceId } from '../domain/reading.ts';
import { DecodeError } from './decoder.ts';

const MAC = /^([0-9A-Fa-f]{2}[:-]?){5}[0-9A-Fa-f]{2}$/;

/** `A4:C1:38:6E:4A:E8`, `A4C1386E4AE8` -> `a4c1386e4ae8`. Throws DecodeError. */
export function macOf(said: unknown, field: string): string {
  if (typeof said === 'string' && MAC.test(said)) return bare(said);
  throw new DecodeError(field, 'a MAC address, such as A4:C1:38:6E:4A:E8');
}

/**
 * In whose name a message is heard. The sensor with the MAC a4c1386e4ae8 that the gateway `hall` hears is the device `hall.a4c1386e4ae8`:
 * the gateway's own name stands before it, so that no gateway can speak as a device that is not behind it. A device whose own name ends in
 * this MAC (where a clinic's own broker has the MAC in its topics) speaks for itself.
 */
export const speakerOf = (sender: DeviceId, mac: string | undefined): DeviceId =>
  mac === undefined || bare(sender).endsWith(mac) ? sender : `${sender}.${mac}`;

const bare = (mac: string): string => mac.replaceAll(/[:-]/g, '').toLowerCase();
