import { z } from 'zod';
import { DAY, type Instant } from './clock.ts';
import type { Patient } from './patient.ts';
import type { DeviceId, Kind, PatientId } from './reading.ts';

/** How devices are called: also their MQTT user name and a level of their topics. */
export const DeviceName = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, 'a name is 1 to 64 letters, digits, dots, dashes and underscores, such as cuff-1');

/** After so many days without a word a device counts as silent. */
export const SilentAfterDays = z.int().min(1).max(365);

const text = z.string().trim().min(1).max(80);

/** What a device says of itself, and not of a body. Each report changes what it names and leaves the rest. */
export const DeviceFacts = z.strictObject({
  model: text.optional(),
  manufacturer: text.optional(),
  serial: text.optional(),
  firmware: text.optional(),
  hardware: text.optional(),
  software: text.optional(),
  batteryPercent: z.number().min(0).max(100).optional(),
  /** How far its clock is ahead of the time of whoever looked at it; behind is negative. */
  clockSkewMs: z.int().optional(),
});
export type DeviceFacts = z.infer<typeof DeviceFacts>;

export interface Device {
  readonly id: DeviceId;
  /** As a person wrote it down; what the device itself says is in `facts`. */
  readonly model?: string;
  /** The zone of the device's own clock, where the profile's time stamps have none. */
  readonly zone: string;
  readonly enrolled: Instant;
  readonly silentAfterDays?: number;
  /** It is an app made for Nightscout, which sends the hash of its secret. */
  readonly uploader?: 'nightscout';
  readonly lastSeen?: Instant;
  readonly facts?: DeviceFacts;
  /** When it last said something of itself. */
  readonly factsAt?: Instant;
  /** Its secret is worth nothing since then. */
  readonly revoked?: Instant;
  /** It is out of service for good; its name is not given again. */
  readonly retired?: Instant;
}

/** Which patient a device, or one of the users it counts, belonged to, and when: `since` <= at < `until`. */
export interface Ownership {
  readonly device: DeviceId;
  readonly patient: PatientId;
  /** One of several users of a shared cuff, as the cuff counts them; absent: the whole device. */
  readonly user?: number;
  readonly since: Instant;
  readonly until?: Instant;
}

const isIn = ({ since, until }: Ownership, at: Instant): boolean => since <= at && (until === undefined || at < until);

/**
 * Whose measurement it was then. While any user of a device is somebody's, the device is shared: what its other users measured, or what
 * names no user, is nobody's, because the device's owner may not be who was measured.
 */
export function ownerAt(owners: readonly Ownership[] = [], at: Instant, user?: number): PatientId | undefined {
  let owner: PatientId | undefined;
  let shared = false;
  for (const interval of owners) {
    if (!isIn(interval, at)) continue;
    if (interval.user === undefined) owner = interval.patient;
    else if (interval.user === user) return interval.patient;
    else shared = true;
  }
  return shared ? undefined : owner;
}

/** Whether only those of its users who were given to somebody had an owner then. */
export const isShared = (owners: readonly Ownership[] = [], at: Instant): boolean =>
  owners.some((interval) => interval.user !== undefined && isIn(interval, at));

/**
 * Since when a device can belong to its next owner: the end of the last ownership, the beginning of the present one, or ever. For a user:
 * the beginning of its present ownership, or the moment since which its measurements have been nobody's; without such a moment, undefined.
 */
export function lastHandOver(owners: readonly Ownership[]): Instant;
export function lastHandOver(owners: readonly Ownership[], user: number, now: Instant): Instant | undefined;
export function lastHandOver(owners: readonly Ownership[], user?: number, now?: Instant): Instant | undefined {
  if (user === undefined || now === undefined) return Math.max(0, ...owners.map(({ since, until }) => until ?? since));
  const present = owners.find((interval) => interval.user === user && isIn(interval, now));
  if (present) return present.since;
  const changes = owners.flatMap(({ since, until }) => (until === undefined ? [since] : [since, until])).filter((at) => at <= now);
  let unowned: Instant | undefined;
  for (const at of [0, ...changes].sort((a, b) => b - a)) {
    if (ownerAt(owners, at, user) !== undefined) break;
    unowned = at;
  }
  return unowned;
}

/**
 * The same for whoever has the device (or is that user of it) already: how far back their ownership can reach, over time that was nobody's.
 * Undefined where it reaches as far as it can.
 */
export function widerOwnership(
  owners: readonly Ownership[],
  patient: PatientId,
  user: number | undefined,
): { readonly present: Ownership; readonly since: Instant } | undefined {
  const present = owners.find((one) => one.user === user && one.until === undefined && one.patient === patient);
  if (!present) return undefined;
  const others = owners.filter((one) => one !== present);
  const since = user === undefined ? lastHandOver(others) : lastHandOver(others, user, present.since - 1);
  return since !== undefined && since < present.since ? { present, since } : undefined;
}

/**
 * After how many days without a word a device counts as silent: what was set for it; else what the measuring plan says of what it measures,
 * where that is known, or else the longest pause that the plan allows; of several patients the strictest's. Undefined when nobody waits for
 * it to speak.
 */
export function silentAfter(
  { silentAfterDays }: Device,
  plans: readonly Patient['plan'][],
  kinds: readonly Kind[] = [],
): number | undefined {
  if (silentAfterDays !== undefined) return silentAfterDays;
  const pauses = plans.flatMap((plan) => {
    const its = plan.filter(({ kind }) => kinds.includes(kind)).map(({ everyDays }) => everyDays);
    if (its.length > 0) return [Math.min(...its)];
    return plan.length === 0 ? [] : [Math.max(...plan.map(({ everyDays }) => everyDays))];
  });
  return pauses.length === 0 ? undefined : Math.min(...pauses);
}

/** Whether it matters to `stateOf` what the device measures: only of those that were not heard for a while need that be asked. */
export const dependsOnKinds = ({ silentAfterDays, lastSeen }: Device, plans: readonly Patient['plan'][], now: Instant): boolean => {
  const pauses = plans.flat().map(({ everyDays }) => everyDays);
  return silentAfterDays === undefined && lastSeen !== undefined && new Set(pauses).size > 1 && lastSeen + Math.min(...pauses) * DAY <= now;
};

export type DeviceState =
  | { readonly is: 'new' | 'active' }
  /** Heard before, and not for too long, by the server's clock. */
  | { readonly is: 'silent'; readonly since: Instant }
  | { readonly is: 'revoked' | 'retired'; readonly since: Instant };

/** How a device stands at `now`, which is the server's: a device's own clock never makes it less silent. */
export function stateOf(device: Device, plans: readonly Patient['plan'][], now: Instant, kinds: readonly Kind[] = []): DeviceState {
  if (device.retired !== undefined) return { is: 'retired', since: device.retired };
  if (device.revoked !== undefined) return { is: 'revoked', since: device.revoked };
  if (device.lastSeen === undefined) return { is: 'new' };
  const days = silentAfter(device, plans, kinds);
  const since = days === undefined ? Number.POSITIVE_INFINITY : device.lastSeen + days * DAY;
  return since <= now ? { is: 'silent', since } : { is: 'active' };
}
