/** The objects that bluetoothd shows on the bus, as far as a gateway uses them. */
import dbus, { type MessageBus } from 'dbus-next';
import type { FakeCharacteristic } from './fake-bluez.ts';

const { Interface } = dbus.interface;
const long = (uuid: string) => `0000${uuid}-0000-1000-8000-00805f9b34fb`;
export const failed = (text: string) => new dbus.DBusError('org.bluez.Error.Failed', text);
const read = (signature: string) => ({ signature, access: 'read' as const });

/** Changes properties and says so. */
abstract class Told extends Interface {
  set(changed: Readonly<Record<string, unknown>>): void {
    Object.assign(this, changed);
    Interface.emitPropertiesChanged(this, changed, []);
  }
}

export class Adapter1 extends Told {
  Address = '00:00:5E:00:53:00';
  Name = 'home';
  Powered = true;
  Discovering = false;
  readonly #acts: { start(): void; stop(): void };
  constructor(acts: { start(): void; stop(): void }) {
    super('org.bluez.Adapter1');
    this.#acts = acts;
  }
  StartDiscovery(): void {
    this.#acts.start();
  }
  StopDiscovery(): void {
    this.#acts.stop();
  }
  SetDiscoveryFilter(): void {}
}
Adapter1.configureMembers({
  properties: { Address: read('s'), Name: read('s'), Powered: { signature: 'b' }, Discovering: read('b') },
  methods: { StartDiscovery: {}, StopDiscovery: {}, SetDiscoveryFilter: { inSignature: 'a{sv}' } },
});

/** What all objects are, in one answer. dbus-next has none of its own. */
export class ObjectManager extends Interface {
  readonly #objects: () => Readonly<Record<string, readonly Shown[]>>;
  constructor(objects: () => Readonly<Record<string, readonly Shown[]>>) {
    super('org.freedesktop.DBus.ObjectManager');
    this.#objects = objects;
  }
  GetManagedObjects(): Record<string, Record<string, Record<string, unknown>>> {
    const entries = Object.entries(this.#objects()).map(([path, shown]) => [path, Object.fromEntries(shown.map((one) => one.shown()))]);
    return Object.fromEntries(entries);
  }
}
ObjectManager.configureMembers({ methods: { GetManagedObjects: { outSignature: 'a{oa{sa{sv}}}' } } });
interface Shown {
  shown(): [string, Record<string, unknown>];
}

export class AgentManager1 extends Interface {
  readonly #agents = new Map<string, { readonly path: string; readonly capability: string }>();
  readonly #sender: () => string;
  constructor(sender: () => string) {
    super('org.bluez.AgentManager1');
    this.#sender = sender;
  }
  RegisterAgent(path: string, capability: string): void {
    this.#agents.set(this.#sender(), { path, capability });
  }
  UnregisterAgent(): void {
    if (!this.#agents.delete(this.#sender())) throw new dbus.DBusError('org.bluez.Error.DoesNotExist', 'Does Not Exist');
  }
  leave(name: string): void {
    this.#agents.delete(name);
  }
  /** Undefined when there is nobody to ask, or who was asked cannot say. */
  async askPasskey(bus: MessageBus, name: string, device: string): Promise<number | undefined> {
    const agent = this.#agents.get(name);
    if (!agent?.capability.startsWith('Keyboard')) return undefined;
    const call = { destination: name, path: agent.path, interface: 'org.bluez.Agent1', member: 'RequestPasskey' };
    const answer = await bus.call(new dbus.Message({ ...call, signature: 'o', body: [device] })).catch(() => undefined);
    return answer?.body[0];
  }
}
AgentManager1.configureMembers({
  methods: { RegisterAgent: { inSignature: 'os' }, UnregisterAgent: { inSignature: 'o' } },
});

export class Device1 extends Told {
  readonly Address: string;
  readonly AddressType = 'public';
  Paired: boolean;
  Connected = false;
  ServicesResolved = false;
  /** An advertisement of it was heard in the scan that runs. */
  heard = false;
  readonly #acts: { connect(): void; disconnect(): void; pair(): Promise<void> };
  constructor(address: string, paired: boolean, acts: { connect(): void; disconnect(): void; pair(): Promise<void> }) {
    super('org.bluez.Device1');
    this.Address = address;
    this.Paired = paired;
    this.#acts = acts;
  }
  get RSSI(): number {
    if (!this.heard) throw new dbus.DBusError('org.freedesktop.DBus.Error.InvalidArgs', "No such property 'RSSI'");
    return -60;
  }
  Connect(): void {
    this.#acts.connect();
  }
  Disconnect(): void {
    this.#acts.disconnect();
  }
  Pair(): Promise<void> {
    return this.#acts.pair();
  }
  batteryOf(percentage: number): Battery1 {
    return new Battery1(percentage);
  }
}
Device1.configureMembers({
  properties: {
    Address: read('s'),
    AddressType: read('s'),
    Paired: read('b'),
    Connected: read('b'),
    ServicesResolved: read('b'),
    RSSI: read('n'),
  },
  methods: { Connect: {}, Disconnect: {}, Pair: {} },
});

class Battery1 extends Interface {
  readonly Percentage: number;
  constructor(percentage: number) {
    super('org.bluez.Battery1');
    this.Percentage = percentage;
  }
}
Battery1.configureMembers({ properties: { Percentage: read('y') } });

export class GattService1 extends Interface {
  readonly UUID: string;
  readonly Primary = true;
  readonly Device: string;
  constructor(uuid: string, device: string) {
    super('org.bluez.GattService1');
    this.UUID = long(uuid);
    this.Device = device;
  }
  shown(): [string, Record<string, unknown>] {
    return ['org.bluez.GattService1', { UUID: new dbus.Variant('s', this.UUID), Device: new dbus.Variant('o', this.Device) }];
  }
}
GattService1.configureMembers({ properties: { UUID: read('s'), Primary: read('b'), Device: read('o') } });

type Parts = FakeCharacteristic & { readonly service: string; readonly sender: () => string; readonly isConnected: () => boolean };

export class GattCharacteristic1 extends Told {
  readonly UUID: string;
  readonly Service: string;
  readonly Flags: readonly string[];
  Value: Uint8Array = new Uint8Array();
  readonly #parts: Parts;
  readonly #listeners = new Set<string>();
  constructor(parts: Parts) {
    super('org.bluez.GattCharacteristic1');
    this.UUID = long(parts.uuid);
    this.Service = parts.service;
    this.Flags = parts.flags;
    this.#parts = parts;
  }
  shown(): [string, Record<string, unknown>] {
    return ['org.bluez.GattCharacteristic1', { UUID: new dbus.Variant('s', this.UUID), Service: new dbus.Variant('o', this.Service) }];
  }
  get Notifying(): boolean {
    return this.#listeners.size > 0;
  }
  ReadValue(): Buffer {
    this.#mustBeConnected();
    if (!this.#parts.read) throw new dbus.DBusError('org.bluez.Error.NotPermitted', 'Read not permitted');
    return Buffer.from(this.#parts.read());
  }
  WriteValue(bytes: Uint8Array): void {
    this.#mustBeConnected();
    if (!this.#parts.write) throw new dbus.DBusError('org.bluez.Error.NotPermitted', 'Write not permitted');
    this.#parts.write(Uint8Array.from(bytes));
  }
  /** Of a device that is away, bluetoothd keeps it in mind until it comes. */
  StartNotify(): void {
    const sender = this.#parts.sender();
    if (this.#listeners.has(sender)) throw failed('Already notifying');
    this.#listeners.add(sender);
    if (this.#parts.isConnected()) this.#parts.subscribed?.();
  }
  connected(): void {
    if (this.isHeard()) this.#parts.subscribed?.();
  }
  StopNotify(): void {
    if (!this.#listeners.delete(this.#parts.sender())) throw failed('No notify session started');
  }
  leave(name: string): void {
    this.#listeners.delete(name);
  }
  isHeard(): boolean {
    return this.#listeners.size > 0;
  }
  notify(bytes: Uint8Array): boolean {
    if (!this.isHeard()) return false;
    this.set({ Value: Buffer.from(bytes) });
    return true;
  }
  #mustBeConnected(): void {
    if (!this.#parts.isConnected()) throw new dbus.DBusError('org.bluez.Error.Failed', 'Not connected');
  }
}
GattCharacteristic1.configureMembers({
  properties: { UUID: read('s'), Service: read('o'), Flags: read('as'), Value: read('ay'), Notifying: read('b') },
  methods: {
    ReadValue: { inSignature: 'a{sv}', outSignature: 'ay' },
    WriteValue: { inSignature: 'aya{sv}' },
    StartNotify: {},
    StopNotify: {},
  },
});
