import { DecodeError } from '../devices/decoder.ts';
import { examine } from '../devices/plausible.ts';
import { hear } from '../devices/topics.ts';
import type { Delivery, Receipt, ReceiptOutcome } from '../domain/delivery.ts';
import type { DeviceFacts } from '../domain/device.ts';
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
}

/** A stored reading and what its store said; a reading that only a context amended has no delivery. */
export interface Kept {
  readonly delivery?: Delivery;
  readonly reading: Reading;
  readonly outcome: 'new' | 'repeat' | 'correction';
}

type Understood = { readonly measurements: readonly Measurement[] } | { readonly facts: DeviceFacts };
type Known = { readonly zone: string; readonly revoked: boolean };

/** Its session began before it was revoked, by a command beside the server: the door that sees this ends it. */
export const REVOKED = 'revoked-device';

/** Bytes to measurements, measurements to readings: `at` picks the owner. */
export async function hearAll(deliveries: readonly Delivery[], records: Pick<Records, 'devices' | 'owners'>): Promise<readonly Heard[]> {
  const known = await senders(deliveries, records.devices);
  const owners = await records.owners.intervals([...known.keys()]);
  return deliveries.map((delivery) => {
    const { device, received } = delivery;
    const said = understand(delivery, known.get(device));
    if (typeof said === 'string') return { delivery, readings: [], problem: said };
    if ('facts' in said) return { delivery, readings: [], facts: said.facts };
    const readings: Reading[] = [];
    let problem: string | undefined;
    for (const measurement of said.measurements) {
      const user = userOf(measurement);
      const patient = ownerAt(owners.get(device), measurement.at, user);
      if (patient === undefined) problem ??= nobodys(device, measurement.at, user, isShared(owners.get(device), measurement.at));
      else readings.push({ ...measurement, id: readingId(device, measurement), device, patient, received });
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
  return heard.map(({ delivery, facts, problem }) => {
    const readings = of.get(delivery) ?? [];
    if (facts) return { outcome: 'accepted', readings };
    return problem === undefined ? { outcome: sum(readings), readings } : { outcome: 'quarantined', readings, why: problem };
  });
}

const sum = (readings: Receipt['readings']): ReceiptOutcome =>
  readings.some(({ outcome }) => outcome === 'new')
    ? 'accepted'
    : readings.some(({ outcome }) => outcome === 'correction')
      ? 'correction'
      : 'duplicate';

export const quarantined = ({ delivery, problem }: Heard): readonly Quarantined[] =>
  problem === undefined ? [] : [{ ...delivery, id: quarantineId(delivery.device, delivery.topic, delivery.payload), reason: problem }];

/** Which user of a shared device was measured, where its profile says so. */
const userOf = (measurement: Measurement): number | undefined =>
  'user' in measurement && typeof measurement.user === 'number' ? measurement.user : undefined;

function nobodys(device: DeviceId, at: number, user: number | undefined, shared: boolean): string {
  if (!shared) return `nobody-owns-it: no patient had ${device} on ${dayOf(at)}`;
  const who = user === undefined ? 'it does not say which user was measured' : `its user ${user} was no patient on ${dayOf(at)}`;
  return `unknown-user: several people share ${device}, and ${who}`;
}

/** The measurements, or what the device says of itself, or what is wrong. */
function understand({ topic, payload, received, device }: Delivery, known: Known | undefined): Understood | string {
  if (known === undefined) return `unknown-device: no device called ${device} is enrolled`;
  if (known.revoked) return `${REVOKED}: ${device} was revoked, and sends on`;
  const { zone } = known;
  const heard = hear(topic);
  if ('problem' in heard) return `unknown-topic: ${heard.problem}`;
  if (heard.device !== device) return `wrong-device: the topic names ${heard.device}, the sender is ${device}`;
  try {
    const { stamped, session } = heard;
    const context = { received, zone, topic, ...(stamped === undefined ? {} : { stamped }), ...(session === undefined ? {} : { session }) };
    if ('selfReport' in heard) return { facts: heard.selfReport.facts(payload, context) };
    return { measurements: heard.decoder.decode(payload, context).map(examine) };
  } catch (error) {
    if (error instanceof DecodeError) return `unreadable: ${error.message}`;
    throw error;
  }
}

async function senders(deliveries: readonly Delivery[], devices: Records['devices']): Promise<ReadonlyMap<DeviceId, Known>> {
  const senders = new Map<DeviceId, Known>();
  for (const { device } of deliveries) {
    if (senders.has(device)) continue;
    const found = await devices.get(device);
    if (found) senders.set(device, { zone: found.zone, revoked: found.revoked !== undefined });
  }
  return senders;
}

const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);
