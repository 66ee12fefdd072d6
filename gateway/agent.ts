import dbus from 'dbus-next';

const { Interface } = dbus.interface;

/** Where the agent lives on our own connection to the bus. */
export const AGENT_PATH = '/org/hearth/agent';

/**
 * What BlueZ asks while it pairs (org.bluez.Agent1), answered for the one device that is being paired, and refused for everybody else:
 * nobody sits before the gateway who could be asked.
 */
export class PairingAgent extends Interface {
  readonly #devicePath: string;
  readonly #passkey: number | undefined;

  constructor(devicePath: string, passkey: number | undefined) {
    super('org.bluez.Agent1');
    this.#devicePath = devicePath;
    this.#passkey = passkey;
  }

  RequestPasskey(device: string): number {
    return this.#digits(device);
  }

  RequestPinCode(device: string): string {
    return String(this.#digits(device)).padStart(6, '0');
  }

  RequestAuthorization(device: string): void {
    this.#onlyOurs(device);
  }

  AuthorizeService(device: string): void {
    this.#onlyOurs(device);
  }

  Cancel(): void {}

  Release(): void {}

  #digits(device: string): number {
    this.#onlyOurs(device);
    if (this.#passkey === undefined) throw rejected('gateway.yaml has no passkey for this device');
    return this.#passkey;
  }

  #onlyOurs(device: string): void {
    if (device !== this.#devicePath) throw rejected('this device is not being paired');
  }
}

const rejected = (why: string) => new dbus.DBusError('org.bluez.Error.Rejected', why);

PairingAgent.configureMembers({
  methods: {
    RequestPasskey: { inSignature: 'o', outSignature: 'u' },
    RequestPinCode: { inSignature: 'o', outSignature: 's' },
    RequestAuthorization: { inSignature: 'o' },
    AuthorizeService: { inSignature: 'os' },
    Cancel: {},
    Release: {},
  },
});
