import { type Context, DecodeError, NothingToKeep, PartlyRead } from '../devices/decoder.ts';
import { measurementsOfMapped } from '../devices/dialects/mapped.ts';
import { examine } from '../devices/plausible.ts';
import { macOf, speakerOf } from '../devices/speaker.ts';
import { hear } from '../devices/topics.ts';
import { DAY, type Instant } from '../domain/clock.ts';
import type { Delivery, Mapped, Receipt, ReceiptOutcome } from '../domain/delivery.ts';
import type { Device, DeviceFacts } from '../domain/device.ts';
import { isShared, ownerAt } from '../domain/device.ts';
import { quarantineId, readingId } from '../domain/identity.ts';
import type { DeviceId, Measurement, Reading } from '../domain/reading.ts';
import type { Quarantined, Records } from '../domain/store.ts';

/** A delivery, understood: whose readings it holds, and what was wrong with it (both, when only some of them have an owner). */
export interface Heard {
  readonly delivery: Delivery;
  readonly readings: readonly Reading[];
  /** What the device said of itself instead: never a reading. */
  readonly facts?: DeviceFacts;
  /** A code and a sentence. The delivery waits in quarantine with its bytes. */
  readonly problem?: string;
  /** Why there was nothing in it to keep: it is acknowledged, and that is all. */
  readonly nothing?: string;
}

/** A stored reading and what its store said; a reading that only a context amended has no delivery. */
export interface Kept {
  readonly delivery?: Delivery;
  readonly reading: Reading;
  readonly outcome: 'new' | 'repeat' | 'correction';
}

type Known = { readonly zone: string; readonly revoked: boolean; readonly clockSkewMs?: number };

/** A clock that somebody looked at longer ago may have been set since. Engineering choice. */
const SKEW_HOLDS_MS = DAY;

/** Its session began before it was revoked, by a command beside the server: the door that sees this ends it. */
export const REVOKED = 'revoked-device';

/** Bytes to measurements, measurements to readings: `at` picks the owner. */
export async function hearAll(deliveries: readonly Delivery[], records: Pick<Records, 'devices' | 'owners'>): Promise<readonly Heard[]> {
  const spoken = deliveries.map(speaker);
  const known = await senders(
    spoken.flatMap(({ delivery, device }) => (device === delivery.device ? [device] : [delivery.device, device])),
    records.devices,
    deliveries[0]?.received ?? 0,
  );
  const owners = await records.owners.intervals([...known.keys()]);
  return spoken.map((one) => {
    const { delivery, device } = one;
    const said = understand(one, known);
    // Whoever reads the clock before the memory says so before: what follows in the same batch is corrected, too.
    const skew = 'facts' in said ? said.facts.clockSkewMs : undefined;
    if (skew !== undefined) known.set(device, { ...known.get(device)!, clockSkewMs: skew });
    if ('problem' in said || 'nothing' in said || 'facts' in said) return { delivery, readings: [], ...said };
    const readings: Reading[] = [];
    let problem = said.unread;
    for (const measurement of said.measurements) {
      const user = userOf(measurement);
      const patient = ownerAt(owners.get(device), measurement.at, user);
      if (patient === undefined) problem ??= nobodys(device, measurement.at, user, isShared(owners.get(device), measurement.at));
      else readings.push({ ...measurement, id: readingId(device, measurement), device, patient, received: delivery.received });
    }
    return problem === undefined ? { delivery, readings } : { delivery, readings, problem };
  });
}

/** One receipt for each delivery, in order. */
export function receiptsFor(heard: readonly Heard[], kept: readonly Kept[]): readonly Receipt[] {
  const of = new Map<Delivery, Receipt['readings'][number][]>();
  for (const { delivery, reading, outcome } of kept) {
    if (!delivery) continue;
    const said = { id: reading.id, outcome };
    const others = of.get(delivery);
    if (others) others.push(said);
    else of.set(delivery, [said]);
  }
  return heard.map(({ delivery, facts, problem, nothing }) => {
    const readings = of.get(delivery) ?? [];
    if (facts) return { outcome: 'accepted', readings };
    if (nothing !== undefined) return { outcome: 'passed-over', readings, why: nothing };
    return problem === undefined ? { outcome: sum(readings), readings } : { outcome: 'quarantined', readings, why: problem };
  });
}

const sum = (readings: Receipt['readings']): ReceiptOutcome =>
  readings.some(({ outcome }) => outcome === 'new')
    ? 'accepted'
    : readings.some(({ outcome }) => outcome === 'correction')
      ? 'correction'
      : 'duplicate';

/** With its own bytes only: a replay is mapped anew. */
export function quarantined({ delivery: { device, received, topic, payload }, problem }: Heard): readonly Quarantined[] {
  return problem === undefined ? [] : [{ device, received, topic, payload, id: quarantineId(device, topic, payload), reason: problem }];
}

/** Which user of a shared device was measured, where its profile says so. */
const userOf = (measurement: Measurement): number | undefined =>
  'user' in measurement && typeof measurement.user === 'number' ? measurement.user : undefined;

function nobodys(device: DeviceId, at: number, user: number | undefined, shared: boolean): string {
  if (!shared) return `nobody-owns-it: no patient had ${device} at ${minuteOf(at)}`;
  const who = user === undefined ? 'it does not say which user was measured' : `its user ${user} was no patient at ${minuteOf(at)}`;
  return `unknown-user: several people share ${device}, and ${who}`;
}

/** A delivery, its format, and the device that speaks in it: its sender, or a sensor behind that gateway. */
type Spoken = {
  readonly delivery: Delivery;
  readonly device: DeviceId;
  readonly heard: ReturnType<typeof hear>;
  readonly problem?: string;
};

function speaker(delivery: Delivery): Spoken {
  const { device, topic, payload, mapped } = delivery;
  const heard = hear(mapped ? `hearth/v1/${topic.split('/')[2]}/readings` : topic);
  if (mapped && 'problem' in mapped) return { delivery, device, heard, problem: `unreadable: ${mapped.problem}` };
  try {
    const sensor = mapped ? sensorOf(mapped) : 'decoder' in heard ? heard.decoder.sensorOf?.(payload) : undefined;
    return { delivery, device: speakerOf(device, sensor), heard };
  } catch (error) {
    if (error instanceof NothingToKeep) return { delivery, device, heard };
    if (error instanceof DecodeError) return { delivery, device, heard, problem: `unreadable: ${error.message}` };
    throw error;
  }
}

const sensorOf = (mapped: Mapped): string | undefined => ('sensor' in mapped ? macOf(mapped.sensor, 'sensor') : undefined);

type Said =
  /** `unread`: why some of it was not. */
  | { readonly measurements: readonly Measurement[]; readonly unread?: string }
  | { readonly facts: DeviceFacts }
  | { readonly problem: string }
  | { readonly nothing: string };

/** The measurements, or what is wrong. What says nothing of a body needs no owner, and no sensor that anybody enrolled. */
function understand({ delivery, device, heard, problem }: Spoken, known: ReadonlyMap<DeviceId, Known>): Said {
  const { topic, payload, received, device: sender, mapped } = delivery;
  const [from, by] = [known.get(sender), known.get(device)];
  if (from === undefined) return { problem: `unknown-device: no device called ${sender} is enrolled` };
  if (from.revoked) return { problem: `${REVOKED}: ${sender} was revoked, and sends on` };
  if ('problem' in heard) return { problem: `unknown-topic: ${heard.problem}` };
  if (heard.device !== sender) return { problem: `wrong-device: the topic names ${heard.device}, the sender is ${sender}` };
  if (problem !== undefined) return { problem };
  if (mapped && 'nothing' in mapped) return { nothing: mapped.nothing };
  try {
    const { stamped, session } = heard;
    const { zone, clockSkewMs } = by ?? from;
    const context: Context = {
      received,
      zone,
      topic,
      ...(stamped !== undefined && { stamped }),
      ...(session !== undefined && { session }),
      ...(clockSkewMs !== undefined && { clockSkewMs }),
    };
    if ('selfReport' in heard) return { facts: heard.selfReport.facts(payload, context) };
    const said = mapped && 'json' in mapped ? measurementsOfMapped(mapped.json, context) : heard.decoder.decode(payload, context);
    const measurements = said.map(examine);
    if (by === undefined) return { problem: `unknown-device: no device called ${device} is enrolled, a sensor that ${sender} hears` };
    return by.revoked ? { problem: `unknown-device: ${device} was revoked, and ${sender} hears it still` } : { measurements };
  } catch (error) {
    if (error instanceof NothingToKeep) return { nothing: error.message };
    if (error instanceof PartlyRead && by && !by.revoked)
      return { measurements: error.readable.map(examine), unread: `partly-unreadable: ${error.message}` };
    if (error instanceof DecodeError) return { problem: `unreadable: ${error.message}` };
    throw error;
  }
}

async function senders(names: readonly DeviceId[], devices: Records['devices'], now: Instant): Promise<Map<DeviceId, Known>> {
  const senders = new Map<DeviceId, Known>();
  for (const device of names) {
    if (senders.has(device)) continue;
    const found = await devices.get(device);
    if (!found) continue;
    const { zone, revoked } = found;
    const skew = knownSkew(found, now);
    senders.set(device, { zone, revoked: revoked !== undefined, ...(skew === undefined ? {} : { clockSkewMs: skew }) });
  }
  return senders;
}

/** How far a device's clock was off when somebody last looked, while that still holds. */
export const knownSkew = ({ facts, factsAt }: Pick<Device, 'facts' | 'factsAt'>, now: Instant): number | undefined =>
  factsAt !== undefined && now - factsAt <= SKEW_HOLDS_MS ? facts?.clockSkewMs : undefined;

/** To the minute: on the day on which a device was given to somebody, it was nobody's in the morning. */
const minuteOf = (at: number): string => `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
