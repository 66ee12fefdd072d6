import { hear } from '../devices/topics.ts';
import { HOUR, type Instant, SECOND } from '../domain/clock.ts';
import type { DeviceId } from '../domain/reading.ts';
import type { Queue } from './queue.ts';

/** The server is told of a device that stays as it is, too: so it knows that the device was there. */
const TOLD_ANEW_AFTER_MS = 12 * HOUR;
/** A clock that is off by less than a minute more or less is no news: cuffs show no seconds. */
const SKEW_STEP_MS = 60 * SECOND;

/** Tells the server what a device is like, when that is news. False when there was nothing to tell. */
export function reportStatus(device: DeviceId, facts: Readonly<Record<string, unknown>>, queue: Queue, now: Instant): boolean {
  // A server of an older version would keep it for a person to look at.
  if ('problem' in hear(`hearth/v1/${device}/status`)) return false;
  const { clockSet, clockSkewMs, ...others } = facts;
  // Once set, it is right; how far it was off, the gateway's log tells.
  const skew = clockSet === true ? 0 : clockSkewMs;
  const status = { ...others, ...(typeof skew === 'number' ? { clockSkewMs: Math.round(skew) } : {}) };
  if (Object.keys(status).length === 0) return false;
  const news = JSON.stringify({ ...others, skew: typeof skew === 'number' ? Math.round(skew / SKEW_STEP_MS) : undefined });
  const { told, toldAt } = queue.notes(device);
  if (told === news && typeof toldAt === 'number' && now - toldAt < TOLD_ANEW_AFTER_MS) return false;
  queue.keepStatus(device, status);
  queue.note(device, { told: news, toldAt: now });
  return true;
}
