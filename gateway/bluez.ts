import dbus, { type MessageBus } from 'dbus-next';
import nodeBle, { type Adapter, type Bluetooth, type Device, type GattCharacteristic } from 'node-ble';
import NodeBleCharacteristic from 'node-ble/src/GattCharacteristic.js';
import { shortForm } from '../devices/gatt-decoders.ts';
import type { Clock } from '../domain/clock.ts';
import { AGENT_PATH, PairingAgent } from './agent.ts';
import { sentenceOfBluez } from './bluez-trouble.ts';

/** What node-ble keeps to itself: the bus behind it, and the helper that calls what it has no method for. */
type Innards<T> = T & {
  readonly dbus: MessageBus;
  readonly helper: {
    readonly object: string;
    callMethod(name: string, ...args: unknown[]): Promise<unknown>;
    prop(name: string): Promise<unknown>;
  };
};
type Place = { readonly adapter: string; readonly device: string };
type ManagedObjects = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, dbus.Variant>>>>>>;

/** Why a visit or a look around ended early: a sentence. */
export class BluetoothTrouble extends Error {
  override readonly name = 'BluetoothTrouble';
}

export type Within = <T>(ms: number, doing: string, work: Promise<T>) => Promise<T>;

export interface BluetoothSession {
  readonly adapter: Adapter;
  /** Waits for an answer of BlueZ: never longer than `ms`, never after the bus is lost, never when the gateway ends. */
  readonly within: Within;
  /** The same for what must still be said when the gateway ends: stop, goodbye. */
  readonly atLast: Within;
  /** Pairs and bonds. A passkey that the device asks for comes from the settings. */
  pair(device: Device, passkey: number | undefined, ms: number): Promise<void>;
  /**
   * What BlueZ knows of a device's services: by `1808/2a18`, their short numbers. It remembers those of a bonded device, and shows them
   * while the device is away; of others only after they are resolved.
   */
  characteristics(device: Device): Promise<ReadonlyMap<string, GattCharacteristic>>;
  /** Whether two are the same object of BlueZ: a device with new firmware may have others. */
  isSame(one: GattCharacteristic, other: GattCharacteristic): boolean;
  /** Waits until the services of a connected device are known. */
  resolved(device: Device, ms: number): Promise<void>;
  /** What BlueZ reads from the battery service, which it keeps to itself since 5.48. */
  battery(device: Device): Promise<number | undefined>;
  close(): void;
}

/** An answer of BlueZ itself, without the air in between. */
export const CALL_MS = 10_000;
const RESOLVED_POLL_MS = 50;
export const ENDS = 'the gateway ends';

/**
 * A connection to BlueZ of its own, for one look around and the visits that follow from it. It is short on purpose: dbus-next 0.10 never
 * takes a match rule back, a bus allows 512 for each connection, and all go with it. Throws BluetoothTrouble.
 */
export async function openBluetooth(parts: {
  readonly adapter: string | undefined;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}): Promise<BluetoothSession> {
  const { clock, signal } = parts;
  const ended = new AbortController();
  const { bluetooth, destroy } = nodeBle.createBluetooth();
  const { dbus: bus, helper: agents } = bluetooth as Innards<Bluetooth>;

  let lose!: (why: BluetoothTrouble) => void;
  const lost = new Promise<never>((_, reject) => {
    lose = reject;
  });
  lost.catch(() => {}); // whoever waits for BlueZ hears of it
  bus.on('error', (error) => lose(new BluetoothTrouble(sentenceOfBluez(error))));
  const { stream } = (bus as unknown as { _connection: { stream: NodeJS.EventEmitter } })._connection;
  stream.once('close', () => lose(new BluetoothTrouble('the system bus has closed the connection')));

  const waitingUntil =
    (end: AbortSignal): Within =>
    async (ms, doing, work) => {
      const timer = new AbortController();
      const late = clock.until(clock.now() + ms, AbortSignal.any([timer.signal, end])).then(
        () => Promise.reject(new BluetoothTrouble(`${doing}: no answer for ${Math.round(ms / 1000)} s`)),
        () => Promise.reject(new BluetoothTrouble(ENDS)),
      );
      try {
        return await Promise.race([work, late, lost]);
      } catch (error) {
        throw error instanceof BluetoothTrouble ? error : new BluetoothTrouble(`${doing}: ${sentenceOfBluez(error)}`);
      } finally {
        timer.abort();
      }
    };
  const within = waitingUntil(AbortSignal.any([ended.signal, signal]));
  const close = () => {
    ended.abort();
    destroy();
  };

  try {
    const adapter = await within(
      CALL_MS,
      'the Bluetooth adapter',
      parts.adapter ? bluetooth.getAdapter(parts.adapter) : bluetooth.defaultAdapter(),
    );
    if (!(await within(CALL_MS, 'the Bluetooth adapter', adapter.isPowered()))) {
      throw new BluetoothTrouble('the Bluetooth adapter is switched off: bluetoothctl power on');
    }
    return {
      adapter,
      within,
      atLast: waitingUntil(ended.signal),
      close,
      async pair(device, passkey, ms) {
        const agent = new PairingAgent(pathOf(device), passkey);
        bus.export(AGENT_PATH, agent);
        try {
          const capability = passkey === undefined ? 'NoInputNoOutput' : 'KeyboardOnly';
          await within(CALL_MS, 'pairing', agents.callMethod('RegisterAgent', AGENT_PATH, capability));
          await within(ms, 'pairing', device.pair());
        } finally {
          await within(CALL_MS, 'pairing', agents.callMethod('UnregisterAgent', AGENT_PATH)).catch(() => {});
          bus.unexport(AGENT_PATH, agent);
        }
      },
      async characteristics(device) {
        // One question for all of them. node-ble asks thrice for each, which takes a second on a small computer; by then a cuff has spoken.
        const root = await within(CALL_MS, 'its services', bus.getProxyObject('org.bluez', '/'));
        const manager = root.getInterface('org.freedesktop.DBus.ObjectManager');
        const objects = (await within(CALL_MS, 'its services', manager.GetManagedObjects!())) as ManagedObjects;
        const { adapter, device: node } = device as unknown as Place;
        const found = new Map<string, GattCharacteristic>();
        for (const [path, { 'org.bluez.GattCharacteristic1': own }] of Object.entries(objects)) {
          const [service, characteristic] = path.split('/').slice(-2);
          if (!own || !path.startsWith(`${pathOf(device)}/`)) continue;
          const uuidOfService = objects[path.slice(0, path.lastIndexOf('/'))]?.['org.bluez.GattService1']?.UUID?.value;
          found.set(
            `${shortForm(String(uuidOfService))}/${shortForm(String(own.UUID?.value))}`,
            new NodeBleCharacteristic(bus, adapter, node, service!, characteristic!),
          );
        }
        return found;
      },
      isSame: (one, other) => (one as Innards<GattCharacteristic>).helper.object === (other as Innards<GattCharacteristic>).helper.object,
      async resolved(device, ms) {
        const { helper } = device as Innards<Device>;
        // Asked again and again: who waits for the signal misses the one that came while asking.
        for (const until = clock.now() + ms; !(await within(CALL_MS, 'its services', helper.prop('ServicesResolved'))); ) {
          if (clock.now() >= until) throw new BluetoothTrouble(`its services: not known after ${Math.round(ms / 1000)} s`);
          await within(ms, 'its services', clock.until(clock.now() + RESOLVED_POLL_MS));
        }
      },
      async battery(device) {
        const proxy = await within(CALL_MS, 'its battery', bus.getProxyObject('org.bluez', pathOf(device)));
        if (!('org.bluez.Battery1' in proxy.interfaces)) return undefined;
        const properties = proxy.getInterface('org.freedesktop.DBus.Properties');
        const percentage: unknown = await within(CALL_MS, 'its battery', properties.Get!('org.bluez.Battery1', 'Percentage'));
        return percentage instanceof dbus.Variant ? Number(percentage.value) : undefined;
      },
    };
  } catch (error) {
    close();
    throw error;
  }
}

const pathOf = (device: Device): string => {
  const { adapter, device: node } = device as unknown as Place;
  return `/org/bluez/${adapter}/${node}`;
};
