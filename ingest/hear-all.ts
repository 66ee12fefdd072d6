import { DecodeError } from '../devices/decoder.ts';
import { examine } from '../devices/plausible.ts';
import { hear } from '../devices/topics.ts';
import type { Delivery, Receipt, ReceiptOutcome } from '../domain/delivery.ts';
import { quarantineId, readingId } from '../domain/identity.ts';
import type { DeviceId, Measurement, Reading } from '../domain/reading.ts';
import type { Quarantined, Records } from '../domain/store.ts';

/** A delivery, understood: whose readings it holds, and what was wrong with it (both, when only some of them have an owner). */
export interface Heard {
  readonly delivery: Delivery;
  readonly readings: readonly Reading[];
  /** A code and a sentence. The delivery waits in quarantine with its bytes. */
  readonly problem?: string;
}

/** A stored reading and what its store said; a reading that only a context amended has no delivery. */
export interface Kept {
  readonly delivery?: Delivery;
  readonly reading: Reading;
  readonly outcome: 'new' | 'repeat' | 'correction';
}

type Known = { readonly zone: string; readonly revoked: boolean };

/** Its session began before it was revoked, by a command beside the server: the door that sees this ends it. */
export const REVOKED = 'revoked-device';

/** Bytes to measurements, measurements to readings: `at` picks the owner. */
export async function hearAll(deliveries: readonly Delivery[], records: Pick<Records, 'devices' | 'owners'>): Promise<readonly Heard[]> {
  const known = await senders(deliveries, records.devices);
  const understood = deliveries.map((delivery) => understand(delivery, known.get(delivery.device)));
  const said = understood.flatMap((one, i) => ('problem' in one ? [] : one.measurements.map((measurement) => ({ i, measurement }))));
  const owners = await records.owners.at(said.map(({ i, measurement }) => ({ device: deliveries[i]!.device, at: measurement.at })));

  const readings: Reading[][] = deliveries.map(() => []);
  const problems = understood.map((one) => ('problem' in one ? one.problem : undefined));
  for (const [nth, { i, measurement }] of said.entries()) {
    const { device, received } = deliveries[i]!;
    const patient = owners[nth];
    if (patient === undefined) problems[i] ??= `nobody-owns-it: no patient had ${device} on ${dayOf(measurement.at)}`;
    else readings[i]!.push({ ...measurement, id: readingId(device, measurement), device, patient, received });
  }
  return deliveries.map((delivery, i) => ({ delivery, readings: readings[i]!, ...(problems[i] ? { problem: problems[i] } : {}) }));
}

/** One receipt for each delivery, in order. */
export function receiptsFor(heard: readonly Heard[], kept: readonly Kept[]): readonly Receipt[] {
  const of = new Map<Delivery, Receipt['readings'][number][]>(heard.map(({ delivery }) => [delivery, []]));
  for (const { delivery, reading, outcome } of kept) if (delivery) of.get(delivery)?.push({ id: reading.id, outcome });
  return heard.map(({ delivery, problem }) => {
    const readings = of.get(delivery) ?? [];
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

function understand(
  { topic, payload, received, device }: Delivery,
  known: Known | undefined,
): { readonly measurements: readonly Measurement[] } | { readonly problem: string } {
  if (known === undefined) return { problem: `unknown-device: no device called ${device} is enrolled` };
  if (known.revoked) return { problem: `${REVOKED}: ${device} was revoked, and sends on` };
  const { zone } = known;
  const heard = hear(topic);
  if ('problem' in heard) return { problem: `unknown-topic: ${heard.problem}` };
  if (heard.device !== device) return { problem: `wrong-device: the topic names ${heard.device}, the sender is ${device}` };
  try {
    const stamped = heard.stamped === undefined ? {} : { stamped: heard.stamped };
    return { measurements: heard.decoder.decode(payload, { received, zone, topic, ...stamped }).map(examine) };
  } catch (error) {
    if (error instanceof DecodeError) return { problem: `unreadable: ${error.message}` };
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
