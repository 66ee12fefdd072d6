/** A glucose meter with a memory, behind the fake org.bluez: Glucose Service with a Record Access Control Point. */
import dbus from 'dbus-next';
import { currentTimeBytes } from '../gateway/clock.ts';
import type { FakeBluez, FakeDevice, FakeService } from './fake-bluez.ts';

export interface FakeRecord {
  readonly sequence: number;
  /** Its own wall clock, as if that stood in UTC. */
  readonly at: number;
  readonly mmolPerL: number;
  /** 1 before, 2 after a meal: the context that follows. */
  readonly meal?: number;
}

export interface FakeMeter extends FakeDevice {
  readonly records: FakeRecord[];
  /** Records that it has given, over all visits. */
  given(): number;
  /** What was asked of its memory, in hex. */
  readonly asked: string[];
  /** Called before each record goes out. */
  onGive: (nth: number) => void;
  /** Falls silent in the middle of a memory, and stays connected. */
  silentAfter: number | undefined;
  /** Op codes or operators that it does not have: `04` the count, `0103` report from. */
  readonly without: Set<string>;
  clockSetTo: Uint8Array | undefined;
  /** In which order it gives what was asked for; oldest first, if nobody says otherwise. */
  order: (records: readonly FakeRecord[]) => readonly FakeRecord[];
  /** A new sensor: it counts its minutes from there. */
  startSession(at: number): void;
}

export interface FakeMeterParts {
  readonly address: string;
  readonly records: readonly FakeRecord[];
  readonly passkey?: number;
  readonly paired?: boolean;
  /** How far its clock is ahead. */
  readonly skewMs?: number;
  readonly zone?: string;
  /** A continuous sensor in place of a meter, with a memory of its own: when its session began; its records are numbered by the minute. */
  readonly session?: number;
}

export function addFakeMeter(bluez: FakeBluez, parts: FakeMeterParts): FakeMeter {
  const { zone = 'Europe/London', skewMs = 0 } = parts;
  let { session } = parts;
  let given = 0;
  let busy: NodeJS.Timeout | undefined;
  const indicate = (...bytes: number[]) => device.notify('2a52', Uint8Array.of(...bytes));
  const end = (opCode: number, code: number) => indicate(6, 0, opCode, code);

  function ask(bytes: Uint8Array): void {
    const [opCode = 0, operator = 0, , low = 0, high = 0] = bytes;
    meter.asked.push(Buffer.from(bytes).toString('hex'));
    // GLS 1.0.1: without its indications enabled, 0xFD; while another procedure runs, 0xFE.
    if (!device.isHeard('2a52')) throw attError(0xfd);
    if (opCode === 3) {
      clearTimeout(busy);
      busy = undefined;
      return void end(3, 1);
    }
    if (busy) throw attError(0xfe);
    const hex = (value: number) => value.toString(16).padStart(2, '0');
    if (meter.without.has(hex(opCode))) return void end(opCode, 2);
    if (meter.without.has(hex(opCode) + hex(operator))) return void end(opCode, 4);
    const from = operator === 3 ? low | (high << 8) : 0;
    const asked = meter.records.filter(({ sequence }) => sequence >= from);
    if (opCode === 4) return void indicate(5, 0, asked.length & 0xff, asked.length >> 8);
    if (asked.length === 0) return void end(1, 6);
    give(meter.order(asked));
  }

  function give([record, ...others]: readonly FakeRecord[]): void {
    busy = setTimeout(() => {
      busy = undefined;
      if (!device.isConnected()) return;
      if (!record) return void end(1, 1);
      meter.onGive(given + 1);
      if (!device.isConnected()) return;
      if (meter.silentAfter !== undefined && given >= meter.silentAfter) {
        busy = setTimeout(() => {}, 60_000).unref();
        return;
      }
      given += 1;
      if (session === undefined) device.notify('2a18', measurementOf(record));
      else device.notify('2aa7', sensed(record));
      if (record.meal !== undefined) device.notify('2a34', contextOf(record.sequence, record.meal));
      give(others);
    }, 0);
  }

  const text = (uuid: string, value: string) => ({ uuid, flags: ['read'], read: () => Buffer.from(value) });
  const memory = { uuid: '2a52', flags: ['write', 'indicate'], write: ask };
  const services: readonly FakeService[] = [
    session === undefined
      ? { uuid: '1808', characteristics: [{ uuid: '2a18', flags: ['notify'] }, { uuid: '2a34', flags: ['notify'] }, memory] }
      : {
          uuid: '181f',
          characteristics: [{ uuid: '2aa7', flags: ['notify'] }, { uuid: '2aaa', flags: ['read'], read: () => startOf(session!) }, memory],
        },
    { uuid: '180a', characteristics: [text('2a29', 'Invented Meters'), text('2a24', 'IM-1'), text('2a25', '0042')] },
    {
      uuid: '1805',
      characteristics: [
        {
          uuid: '2a2b',
          flags: ['read', 'write'],
          read: () => meter.clockSetTo ?? currentTimeBytes(Date.now() + skewMs, zone),
          write: (bytes) => {
            meter.clockSetTo = bytes;
          },
        },
      ],
    },
  ];
  const { address, passkey, paired } = parts;
  const device = bluez.add({
    address,
    services,
    battery: 73,
    ...(passkey === undefined ? {} : { passkey }),
    ...(paired === undefined ? {} : { paired }),
  });
  const meter: FakeMeter = {
    ...device,
    switchOff() {
      clearTimeout(busy);
      busy = undefined;
      device.switchOff();
    },
    records: [...parts.records],
    given: () => given,
    asked: [],
    onGive: () => {},
    silentAfter: undefined,
    without: new Set(),
    clockSetTo: undefined,
    order: (all) => all,
    startSession(at) {
      session = at;
    },
  };
  return meter;
}

const attError = (code: number) => new dbus.DBusError('org.bluez.Error.Failed', `Operation failed with ATT error: 0x${code.toString(16)}`);

function measurementOf({ sequence, at, mmolPerL, meal }: FakeRecord): Uint8Array {
  const bytes = Buffer.alloc(13);
  bytes.writeUInt8(0b0_0110 | (meal === undefined ? 0 : 0b1_0000), 0); // a concentration in mol/L; a context follows
  bytes.writeUInt16LE(sequence, 1);
  const date = new Date(at);
  bytes.writeUInt16LE(date.getUTCFullYear(), 3);
  bytes.set([date.getUTCMonth() + 1, date.getUTCDate(), date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()], 5);
  bytes.writeUInt16LE((0xc << 12) | Math.round(mmolPerL * 10), 10); // SFLOAT, 10^-4 mol/L
  return bytes; // the last byte: type and location unknown
}

const contextOf = (sequence: number, meal: number): Uint8Array => Uint8Array.of(0b10, sequence & 0xff, sequence >> 8, meal);

/** CGM Measurement: size, flags, mg/dL as SFLOAT, minute of the session. */
function sensed({ sequence, mmolPerL }: FakeRecord): Uint8Array {
  const bytes = Buffer.alloc(6);
  bytes.writeUInt8(6, 0);
  bytes.writeUInt16LE(Math.round(mmolPerL * 18), 2);
  bytes.writeUInt16LE(sequence, 4);
  return bytes;
}

/** CGM Session Start Time in UTC: zone 0, no daylight saving. */
function startOf(session: number): Uint8Array {
  const bytes = Buffer.alloc(9);
  const date = new Date(session);
  bytes.writeUInt16LE(date.getUTCFullYear(), 0);
  bytes.set([date.getUTCMonth() + 1, date.getUTCDate(), date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()], 2);
  return bytes;
}
