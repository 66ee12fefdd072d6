/** `org.bluez` on a private bus: an adapter, and devices that tests switch on and off. It answers as bluetoothd does, errors included. */
import dbus, { type Message, type MessageBus } from 'dbus-next';
import { Adapter1, AgentManager1, Device1, failed, GattCharacteristic1, GattService1, ObjectManager } from './fake-bluez-objects.ts';

export interface FakeCharacteristic {
  readonly uuid: string;
  readonly flags: readonly string[];
  read?(): Uint8Array;
  /** Throws what BlueZ would answer. */
  write?(bytes: Uint8Array): void;
  /** Somebody listens from now on. */
  subscribed?(): void;
}
export interface FakeService {
  readonly uuid: string;
  readonly characteristics: readonly FakeCharacteristic[];
}
export interface FakeDeviceParts {
  readonly address: string;
  readonly services: readonly FakeService[];
  /** As BlueZ shows it beside the services: it keeps the battery service to itself. */
  readonly battery?: number;
  /** Six digits that must be typed; `null` for a device that pairs with everybody. */
  readonly passkey?: number | null;
  /** It knows no pairing: bonded from the start. */
  readonly paired?: boolean;
  /** A partner that it is bonded with has connected. */
  connected?(): void;
}

export interface FakeDevice {
  readonly path: string;
  /** It advertises, and can be connected to. */
  switchOn(): void;
  /** At once, in the middle of whatever it does. */
  switchOff(): void;
  isConnected(): boolean;
  isPaired(): boolean;
  connections(): number;
  /** Heard by whoever has subscribed; lost otherwise. True when somebody heard it. */
  notify(uuid: string, bytes: Uint8Array): boolean;
  isHeard(uuid: string): boolean;
}

export interface FakeBluez {
  /** Another program scans, all the time. */
  scanBesides(): void;
  add(parts: FakeDeviceParts): FakeDevice;
  setPowered(powered: boolean): void;
  isDiscovering(): boolean;
  stop(): Promise<void>;
}

export async function startFakeBluez(address: string): Promise<FakeBluez> {
  const before = process.env.DBUS_SYSTEM_BUS_ADDRESS;
  process.env.DBUS_SYSTEM_BUS_ADDRESS = address;
  const bus = dbus.systemBus();
  if (before === undefined) delete process.env.DBUS_SYSTEM_BUS_ADDRESS;
  else process.env.DBUS_SYSTEM_BUS_ADDRESS = before;
  bus.on('error', () => {}); // the bus ends before us in some tests

  /** Who calls: dbus-next does not tell its services. */
  let sender = '';
  bus.addMethodHandler((message: Message) => {
    sender = message.sender;
    return false;
  });
  const discoverers = new Set<string>();
  const devices: ReturnType<typeof createDevice>[] = [];
  const heardAll = () => {
    for (const device of devices) device.advertise();
  };
  const adapter = new Adapter1({
    start() {
      if (!adapter.Powered) throw new dbus.DBusError('org.bluez.Error.NotReady', 'Resource Not Ready');
      discoverers.add(sender);
      adapter.set({ Discovering: true });
      heardAll();
    },
    stop() {
      if (!discoverers.delete(sender)) throw failed('No discovery started');
      settleDiscovery();
    },
  });
  const settleDiscovery = () => {
    if (discoverers.size > 0) return;
    adapter.set({ Discovering: false });
    for (const device of devices) device.forget();
  };
  const agents = new AgentManager1(() => sender);
  await bus.requestName('org.bluez', 0);
  bus.export('/', new ObjectManager(() => Object.assign({}, ...devices.map((device) => device.shown()))));
  bus.export('/org/bluez', agents);
  bus.export('/org/bluez/hci0', adapter);

  // A program that ends takes its scan and its subscriptions with it.
  await bus.call(
    new dbus.Message({
      path: '/org/freedesktop/DBus',
      destination: 'org.freedesktop.DBus',
      interface: 'org.freedesktop.DBus',
      member: 'AddMatch',
      signature: 's',
      body: ["type='signal',sender='org.freedesktop.DBus',member='NameOwnerChanged'"],
    }),
  );
  bus.on('message', ({ member, body }) => {
    if (member !== 'NameOwnerChanged' || body[2] !== '') return;
    if (discoverers.delete(body[0])) settleDiscovery();
    agents.leave(body[0]);
    for (const device of devices) device.leave(body[0]);
  });

  return {
    add(parts) {
      const device = createDevice({ ...parts, bus, agents, sender: () => sender, isHeard: () => discoverers.size > 0 });
      devices.push(device);
      return device;
    },
    scanBesides() {
      discoverers.add('another program');
      adapter.set({ Discovering: true });
    },
    setPowered: (powered) => adapter.set({ Powered: powered }),
    isDiscovering: () => discoverers.size > 0,
    async stop() {
      bus.disconnect();
    },
  };
}

type Bonds = { readonly bus: MessageBus; readonly agents: AgentManager1; readonly sender: () => string; readonly isHeard: () => boolean };

function createDevice(parts: FakeDeviceParts & Bonds) {
  const { address, services, battery, passkey = null, paired = false, bus, agents, sender, isHeard } = parts;
  const path = `/org/bluez/hci0/dev_${address.replaceAll(':', '_')}`;
  const characteristics = new Map<string, GattCharacteristic1>();
  const shown: Record<string, [GattCharacteristic1 | GattService1]> = {};
  let on = false;
  let connections = 0;
  let known = false;

  const appear = () => {
    if (known) return;
    known = true;
    bus.export(path, device);
  };
  /** BlueZ shows the services of a device after its first connection, and keeps them. */
  const resolve = () => {
    if (characteristics.size > 0) return;
    if (battery !== undefined) bus.export(path, device.batteryOf(battery));
    services.forEach((service, i) => {
      const servicePath = `${path}/service${(0x10 * (i + 1)).toString(16).padStart(4, '0')}`;
      const madeService = new GattService1(service.uuid, path);
      shown[servicePath] = [madeService];
      bus.export(servicePath, madeService);
      service.characteristics.forEach((one, j) => {
        const made = new GattCharacteristic1({ ...one, service: servicePath, sender, isConnected: () => device.Connected });
        const madePath = `${servicePath}/char${(0x10 * (i + 1) + j + 1).toString(16).padStart(4, '0')}`;
        shown[madePath] = [made];
        bus.export(madePath, made);
        characteristics.set(one.uuid, made);
      });
    });
  };
  const connect = () => {
    if (!on) throw failed('le-connection-abort-by-local');
    if (device.Connected) throw new dbus.DBusError('org.bluez.Error.AlreadyConnected', 'Already Connected');
    if (device.Connected) return;
    connections += 1;
    resolve();
    device.set({ Connected: true });
    device.set({ ServicesResolved: true });
    for (const one of characteristics.values()) one.connected();
    if (device.Paired) parts.connected?.();
  };
  const disconnect = () => {
    if (device.Connected) device.set({ ServicesResolved: false, Connected: false });
  };
  const device = new Device1(address, paired, {
    connect,
    disconnect,
    async pair() {
      if (device.Paired) throw new dbus.DBusError('org.bluez.Error.AlreadyExists', 'Already Exists');
      const asker = sender();
      if (!device.Connected) connect();
      if (passkey !== null && (await agents.askPasskey(bus, asker, path)) !== passkey) {
        disconnect();
        throw new dbus.DBusError('org.bluez.Error.AuthenticationFailed', 'Authentication Failed');
      }
      device.set({ Paired: true });
    },
  });
  if (paired) appear();

  return {
    path,
    switchOn() {
      on = true;
      if (isHeard()) this.advertise();
    },
    switchOff() {
      on = false;
      device.heard = false;
      disconnect();
    },
    advertise() {
      if (!on || device.Connected) return;
      appear();
      device.heard = true;
    },
    shown: () => shown,
    forget() {
      device.heard = false;
    },
    leave(name: string) {
      for (const one of characteristics.values()) one.leave(name);
    },
    isConnected: () => device.Connected,
    isPaired: () => device.Paired,
    connections: () => connections,
    notify: (uuid: string, bytes: Uint8Array) => device.Connected && (characteristics.get(uuid)?.notify(bytes) ?? false),
    isHeard: (uuid: string) => device.Connected && (characteristics.get(uuid)?.isHeard() ?? false),
  };
}
