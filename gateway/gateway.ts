import type { Adapter, Device } from 'node-ble';
import { type Clock, type Instant, SECOND } from '../domain/clock.ts';
import type { DeviceId } from '../domain/reading.ts';
import { type BluetoothSession, BluetoothTrouble, CALL_MS, openBluetooth } from './bluez.ts';
import type { Log } from './log.ts';
import { type Publisher, startPublisher } from './publisher.ts';
import { type Heard, type Queue, QueueFull } from './queue.ts';
import type { GatewayDevice, GatewaySettings } from './settings.ts';
import { reportStatus } from './status.ts';
import { visit } from './visit.ts';

export interface GatewayParts {
  readonly settings: GatewaySettings;
  readonly queue: Queue;
  readonly clock: Clock;
  readonly clockIsRight: () => boolean;
  /** PEM, when settings.caFile is there: read by whoever may read files. */
  readonly ca?: string;
  readonly log: Log;
  readonly signal: AbortSignal;
}

const POLL_MS = SECOND / 2;
const FIRST_BACKOFF_MS = 5 * SECOND;
/** What cuffs have said while the disk was full. Each is a person's blood pressure; a thousand are more than a home measures in a month. */
const MOST_HELD = 1_000;

interface Appointment {
  readonly told: GatewayDevice;
  failures: number;
  due: Instant;
}

/** Looks around, visits whoever is there, and brings what they said to the server, until the signal aborts. */
export async function runGateway(parts: GatewayParts): Promise<void> {
  const { settings, queue, clock, log, signal } = parts;
  const publishers = new Map<DeviceId, Publisher>();
  for (const device of settings.devices) {
    publishers.set(
      device.name,
      startPublisher({
        server: settings.server,
        device,
        queue,
        clock,
        acknowledgeMs: settings.acknowledgeSeconds * SECOND,
        log,
        signal,
        ...(parts.ca === undefined ? {} : { ca: parts.ca }),
      }),
    );
  }

  const wake = (device: DeviceId) => publishers.get(device)?.wake();
  const held: Heard[] = [];
  const keep = (heard: Heard): void => {
    try {
      queue.keep(heard);
      wake(heard.device);
    } catch (error) {
      if (!(error instanceof QueueFull) || heard.record || held.length >= MOST_HELD) throw error;
      log.warn({ device: heard.device }, `${error.message} Until then what it says is held in memory only.`);
      held.push(heard);
    }
  };

  /** What was held, as soon as there is room. */
  const letGo = (): void => {
    if (held.length === 0) return;
    try {
      for (; held[0]; held.shift()) queue.keep(held[0]);
    } catch (error) {
      if (!(error instanceof QueueFull)) throw error;
    }
    for (const { name } of settings.devices) wake(name);
  };

  const appointments = settings.devices.map((told): Appointment => ({ told, failures: 0, due: 0 }));
  let trouble = '';
  for (let failures = 0; !signal.aborted; ) {
    letGo();
    try {
      await lookAround({ ...parts, appointments, keep, wake });
      failures = 0;
      if (trouble) log.info({}, 'Bluetooth works again');
      trouble = '';
    } catch (error) {
      if (signal.aborted) break;
      if (!(error instanceof BluetoothTrouble)) throw error;
      if (error.message !== trouble) log.warn({}, error.message);
      trouble = error.message;
      await clock.until(clock.now() + backoffMs(failures++, settings), signal).catch(() => {});
    }
  }
  await Promise.all([...publishers.values()].map(({ ended }) => ended));
}

interface LookAroundParts extends GatewayParts {
  readonly appointments: readonly Appointment[];
  readonly keep: (heard: Heard) => void;
  /** There is something new for the server. */
  readonly wake: (device: DeviceId) => void;
}

/** Scans until somebody is there whose time has come, or until the time is over; then visits them, one after the other. */
async function lookAround(parts: LookAroundParts): Promise<void> {
  const { settings, clock, signal, appointments } = parts;
  const session = await openBluetooth({ adapter: settings.adapter, clock, signal });
  const devices = new Map<string, Device>();
  try {
    await discover(session);
    const until = clock.now() + settings.scanSeconds * SECOND;
    let present: readonly (readonly [Appointment, Device])[] = [];
    while (present.length === 0 && clock.now() < until) {
      await clock.until(clock.now() + POLL_MS, signal);
      present = await presentOf(
        session,
        devices,
        appointments.filter(({ due }) => due <= clock.now()),
      );
    }
    // While an adapter scans, most connect badly; and the signal strength of this scan must not be taken for one of the next.
    await session.within(CALL_MS, 'the scan', session.adapter.stopDiscovery()).catch(() => {});
    for (const [appointment, device] of present) {
      if (signal.aborted) return;
      await keepAppointment(parts, session, appointment, device);
    }
  } finally {
    session.close();
  }
}

async function keepAppointment(parts: LookAroundParts, session: BluetoothSession, appointment: Appointment, device: Device): Promise<void> {
  const { settings, queue, clock, log, signal, keep } = parts;
  const { told } = appointment;
  const { name } = told;
  try {
    const { heard, facts } = await visit({ ...parts, session, device, told, keep });
    // A scale that advertises all day is visited all day: only what is news is told.
    if (heard > 0 || appointment.failures > 0) log.info({ device: name, heard, ...facts }, 'visited');
    queue.note(name, { clockSet: null, ...facts, lastSeen: clock.now(), trouble: null });
    if (reportStatus(name, facts, queue, clock.now())) parts.wake(name);
    appointment.failures = 0;
    appointment.due = clock.now() + settings.restSeconds * SECOND;
  } catch (error) {
    if (signal.aborted) return;
    if (!(error instanceof BluetoothTrouble)) throw error;
    log.warn({ device: name, failures: appointment.failures + 1 }, error.message);
    queue.note(name, { lastSeen: clock.now(), trouble: error.message });
    appointment.due = clock.now() + backoffMs(appointment.failures++, settings);
  }
}

async function discover({ adapter, within }: BluetoothSession): Promise<void> {
  try {
    await within(CALL_MS, 'the scan', adapter.startDiscovery());
  } catch (error) {
    if (!/already in progress/.test(String(error))) throw error;
    // Another program scans, for as long as it likes; BlueZ lets us do so too, only node-ble does not.
    const { helper } = adapter as Adapter & { readonly helper: { callMethod(name: string): Promise<void> } };
    await within(CALL_MS, 'the scan', helper.callMethod('StartDiscovery'));
  }
}

/** Those of whom an advertisement was heard in this scan, or that are connected still. */
async function presentOf({ adapter, within }: BluetoothSession, devices: Map<string, Device>, due: readonly Appointment[]) {
  const present: (readonly [Appointment, Device])[] = [];
  for (const appointment of due) {
    const { address } = appointment.told;
    // One object for each device and session: every further one would take match rules of the bus.
    const device = devices.get(address) ?? (await within(CALL_MS, 'the scan', adapter.getDevice(address).catch(unlessUnknown)));
    if (!device) continue;
    devices.set(address, device);
    const heard = await within(CALL_MS, 'the scan', device.getRSSI().then(yes, unlessUnknown));
    if (heard || (await within(CALL_MS, 'the scan', device.isConnected().catch(unlessUnknown)))) present.push([appointment, device]);
  }
  return present;
}

const yes = () => true;

/** BlueZ does not know the device (any more), or has heard no advertisement of it in this scan. */
function unlessUnknown(error: unknown): undefined {
  if (
    /Device not found|No such property|No such interface|UnknownObject|UnknownMethod|doesn't exist|not found in proxy object/.test(
      String(error),
    )
  ) {
    return undefined;
  }
  throw error;
}

const backoffMs = (failures: number, { mostBackoffSeconds }: GatewaySettings): number =>
  Math.min(FIRST_BACKOFF_MS * 2 ** failures, mostBackoffSeconds * SECOND);
