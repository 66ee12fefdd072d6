import type { Device, GattCharacteristic } from 'node-ble';
import { type Clock, type Instant, SECOND } from '../domain/clock.ts';
import { batteryOf, clockOf, informationOf, type Services, sessionOf } from './about-device.ts';
import { type BluetoothSession, BluetoothTrouble, CALL_MS } from './bluez.ts';
import { fetchRecords } from './fetch-records.ts';
import { kindOf, whyNoSuch } from './kinds.ts';
import { recordsIn } from './memory-records.ts';
import type { Heard, Queue } from './queue.ts';
import { createQuiet } from './quiet.ts';
import { createProcedure } from './records.ts';
import type { GatewayDevice, GatewaySettings } from './settings.ts';

export interface VisitParts {
  readonly session: BluetoothSession;
  readonly device: Device;
  readonly told: GatewayDevice;
  readonly settings: GatewaySettings;
  readonly queue: Queue;
  /** Keeps what was heard, on the disk or, where that is full, in memory. */
  readonly keep: (heard: Heard) => void;
  readonly clock: Clock;
  /** Whether our own clock is right: a Raspberry Pi has none that runs while it is off. */
  readonly clockIsRight: () => boolean;
  readonly signal: AbortSignal;
}

export interface Visited {
  /** Notifications that were new. */
  readonly heard: number;
  readonly facts: Readonly<Record<string, unknown>>;
}

const GONE = 'the device has disconnected';

/**
 * One connection of one device: connect, pair if need be, listen, look at its clock, ask for its memory, say goodbye. It listens first:
 * a cuff speaks as soon as it is connected, and what it says before anybody listens is lost. Throws BluetoothTrouble; what was heard
 * until then is in the queue.
 */
export async function visit(parts: VisitParts): Promise<Visited> {
  const { session: bluez, device, told, settings, queue, clock } = parts;
  const { within, atLast } = bluez;
  const kind = kindOf(told.kind);
  const ended = new AbortController();
  const signal = AbortSignal.any([parts.signal, ended.signal]);
  const end = (why: string) => ended.abort(new BluetoothTrouble(why));
  device.on('disconnect', () => end(GONE));

  const procedure = kind.memory === undefined ? undefined : createProcedure(queue.lastSequence(told.name));
  let heard = 0;
  let touch: () => void = () => {};
  let lost = false;
  let session: Instant | undefined;
  const keep = (one: Heard): boolean => {
    try {
      parts.keep(one);
      heard += 1;
      return true;
    } catch (error) {
      lost = true;
      end((error as Error).message);
      return false;
    }
  };
  const hear = (characteristic: string, payload: Buffer) => {
    touch();
    // Behind a gap nothing may be said to be complete; the device gives it again.
    if (lost) return;
    const said = { device: told.name, characteristic, at: clock.now(), session, record: kind.memory !== undefined };
    const counted = kind.memory === undefined ? undefined : recordsIn(characteristic, payload);
    if (counted === undefined) {
      if (!said.record || !queue.isKnown({ ...said, payload })) keep({ ...said, payload });
      return;
    }
    for (const { number, bytes } of counted) {
      const known = queue.isKnown({ ...said, payload: bytes });
      const completes = procedure?.record(number, known);
      if (!known && !keep({ ...said, payload: bytes, completes })) return;
    }
  };

  const listening = new Map<string, GattCharacteristic>();
  const listen = async (services: Services): Promise<void> => {
    for (const number of [...kind.measures, ...(kind.memory === undefined ? [] : [kind.memory])]) {
      const found = services.get(`${kind.service}/${number}`);
      const before = listening.get(number);
      if (!found || (before && bluez.isSame(before, found) && (await within(CALL_MS, 'listening', before.isNotifying())))) continue;
      before?.removeAllListeners('valuechanged');
      if (number !== kind.memory) found.on('valuechanged', (payload) => hear(number, payload));
      listening.set(number, found);
      await within(CALL_MS, 'listening', found.startNotifications().catch(unlessNotifying));
    }
  };

  try {
    if (told.bond && !(await within(CALL_MS, 'pairing', device.isPaired()))) {
      await bluez.pair(device, told.passkey, settings.pairSeconds * SECOND);
    }
    // BlueZ takes subscriptions to a device that is away, and has them in place when it comes. Where it does not, they follow below.
    // A sensor's records mean nothing before it is known when its session began; its memory gives them then.
    if (kind.session === undefined) await listen(await bluez.characteristics(device)).catch(() => {});
    await within(settings.connectSeconds * SECOND, 'connecting', device.connect().catch(unlessConnected));
    await bluez.resolved(device, settings.connectSeconds * SECOND);
    const services = await bluez.characteristics(device);
    if (kind.session !== undefined)
      session = await sessionOf(services.get(`${kind.service}/${kind.session}`), told.zone ?? settings.zone, within);
    await listen(services);
    if (!kind.measures.some((number) => listening.has(number))) {
      throw new BluetoothTrouble(whyNoSuch(told.kind, services.keys()));
    }
    const control = kind.memory === undefined ? undefined : listening.get(kind.memory);

    // Without these a reading is a reading all the same; what is wrong with the device, the next step says.
    const facts = await factsOf(parts, services, kind.service).catch(() => ({}));
    if (control && procedure) {
      const { reached } = await fetchRecords({
        control,
        procedure,
        clock,
        within,
        atLast,
        signal,
        silenceMs: settings.silenceSeconds * SECOND,
        onBegin: (begin) => {
          touch = begin;
        },
      });
      if (reached !== undefined) queue.reached(told.name, reached);
    } else {
      await quietOf(settings.quietSeconds * SECOND);
    }
    return { heard, facts };
  } catch (error) {
    if (procedure?.isDisordered()) queue.startOver(told.name);
    throw error;
  } finally {
    device.removeAllListeners('disconnect');
    await atLast(CALL_MS, 'disconnecting', device.disconnect()).catch(() => {}); // it has gone by itself, or the bus has
  }

  /** Listens until the device is quiet, or gone: a cuff goes when it has said everything. */
  async function quietOf(ms: number): Promise<void> {
    const quiet = createQuiet(clock, ms, signal);
    touch = quiet.touch;
    await quiet.comes.catch(() => {
      const why = signal.reason as Error;
      if (why.message !== GONE || heard === 0) throw why;
    });
  }
}

/** Still connected: by pairing, or by a gateway that was killed in the middle. */
function unlessConnected(error: unknown): void {
  if (!/AlreadyConnected/.test(String((error as { type?: unknown }).type))) throw error;
}

/** BlueZ is still busy with what was asked before the device came. */
function unlessNotifying(error: unknown): void {
  if (!/Already notifying|InProgress/.test(`${(error as { type?: unknown }).type} ${(error as Error).message}`)) throw error;
}

async function factsOf({ session, device, told, settings, clock, clockIsRight, keep }: VisitParts, services: Services, service: string) {
  const { within } = session;
  const zone = told.zone ?? settings.zone;
  const tell = (characteristic: string, payload: Buffer) =>
    keep({ device: told.name, characteristic, payload, at: clock.now(), record: false, completes: undefined });
  const seen = clockIsRight() ? await clockOf({ services, service, zone, mayBeSet: told.setClock, clock, within, tell }) : {};
  const battery = (await session.battery(device)) ?? (await batteryOf(services, within));
  return { ...seen, ...(battery === undefined ? {} : { battery }), ...(await informationOf(services, within)) };
}
