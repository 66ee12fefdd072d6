import type { Context } from '../devices/decoder.ts';
import { correctedBy } from '../devices/wall-clock.ts';
import { AGREE_WITHIN_MS, HOUR, type Instant } from '../domain/clock.ts';
import { isDecided } from '../domain/counts.ts';
import { ownerAt } from '../domain/device.ts';
import type { Reading } from '../domain/reading.ts';
import type { Records } from '../domain/store.ts';
import { type Heard, knownSkew } from './hear-all.ts';

/** Dated by a wall clock without a zone: not by a phone's own clock, nor by a sensor's session that the gateway knows. */
const isByItsDial = ({ clock, deviceTime }: Reading): boolean =>
  clock === 'device' && deviceTime !== undefined && WALL_CLOCK.test(deviceTime);
const WALL_CLOCK = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/;

/** What belongs to one visit of a gateway, or one upload of a phone. Engineering choice. */
const VISIT_MS = HOUR;

/**
 * Somebody looked at a device's clock after its readings had come, and it was off: those of the same visit are moved by as much, as they
 * would have been had it been looked at before. Where an earlier look still holds, they were judged by that, and stay; and so does one
 * that would then be another patient's, for a person to decide. Source of the rule: coincident timestamps, HL7 Personal Health Device
 * implementation guide.
 */
export async function retimed(
  heard: readonly Heard[],
  now: Instant,
  { readings, devices, owners }: Pick<Records, 'readings' | 'devices' | 'owners'>,
): Promise<readonly { readonly reading: Reading }[]> {
  const moved: { reading: Reading }[] = [];
  for (const { delivery, facts } of heard) {
    const clockSkewMs = facts?.clockSkewMs;
    if (clockSkewMs === undefined || Math.abs(clockSkewMs) <= AGREE_WITHIN_MS) continue;
    const device = await devices.get(delivery.device);
    if (!device || knownSkew(device, now) !== undefined) continue;
    const intervals = (await owners.intervals([delivery.device])).get(delivery.device);
    for (const reading of await readings.heardSince(delivery.device, now - VISIT_MS)) {
      const by: Omit<Context, 'topic'> = { received: reading.received, zone: device.zone, clockSkewMs };
      const at = isByItsDial(reading) && !isDecided(reading) ? correctedBy(reading.at, by) : undefined;
      const user = 'user' in reading ? reading.user : undefined;
      if (at === undefined || ownerAt(intervals, at, user) !== reading.patient) continue;
      moved.push({ reading: { ...reading, at, clock: 'corrected', statedAt: reading.at } });
    }
  }
  return moved;
}
