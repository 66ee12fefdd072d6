/**
 * The load generator: real TCP, MQTT 3.1.1, QoS 1, packets built before the clock starts, so that it is never the limit itself.
 * Its own process, pinned to its own core. Prints one line of JSON: what was acknowledged, how fast, and each delay's percentiles.
 *
 *   node bench/load.ts '{"port":1883,"connections":100,"inFlight":20,"messages":2000, ...}'
 */
import { connect as connectTcp, type Socket } from 'node:net';

export interface Load {
  readonly port: number;
  readonly connections: number;
  /** Unacknowledged publishes that each connection keeps under way. */
  readonly inFlight: number;
  /** Publishes of each connection. */
  readonly messages: number;
  /** Publishes a second over all connections; as fast as possible when absent. */
  readonly perSecond?: number;
  readonly topic: string;
  /** `{device}`, `{sequence}` and `{at}` are filled in; one of `values` takes the place of `{value}`. */
  readonly payload: string;
  readonly values: readonly number[];
  /** Each device signs in with this secret; anonymous when absent. */
  readonly secret?: string;
  /** The first device's number, so that several runs into one database never repeat a reading. */
  readonly firstSequence?: number;
  /** When the reading with sequence number 0 was measured, and the time from one to the next. */
  readonly firstAt: number;
  readonly everyMs: number;
}

export interface LoadResult {
  readonly acknowledged: number;
  readonly seconds: number;
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

const load: Load = JSON.parse(process.argv[2] ?? '{}');
const deviceName = (i: number): string => `bench-${i}`;

const clients = await Promise.all(Array.from({ length: load.connections }, (_, i) => open(i)));
const started = performance.now();
const delays = (await Promise.all(clients.map((client) => client.run()))).flat().sort((a, b) => a - b);
const seconds = (performance.now() - started) / 1000;
for (const client of clients) client.end();

const at = (share: number) => Number((delays[Math.floor(delays.length * share)] ?? 0).toFixed(2));
const result: LoadResult = {
  acknowledged: delays.length,
  seconds,
  perSecond: Math.round(delays.length / seconds),
  p50Ms: at(0.5),
  p99Ms: at(0.99),
};
console.log(JSON.stringify(result));

async function open(i: number): Promise<{ run(): Promise<number[]>; end(): void }> {
  const packets = Array.from({ length: load.messages }, (_, n) => publishPacket(i, n));
  const socket = connectTcp(load.port, '127.0.0.1').setNoDelay(true);
  socket.write(connectPacket(deviceName(i), load.secret));
  const connack = await new Promise<Buffer>((resolve, reject) => socket.once('data', resolve).once('error', reject));
  if (connack[3] !== 0) throw new Error(`${deviceName(i)} was refused with return code ${connack[3]}`);
  return { run: () => run(socket, packets), end: () => socket.end(Buffer.from([0xe0, 0])) };
}

/** Keeps `inFlight` publishes under way (or follows the pace) until all are acknowledged; resolves with each one's delay in ms. */
function run(socket: Socket, packets: readonly Buffer[]): Promise<number[]> {
  const sent = new Float64Array(packets.length);
  const delays: number[] = [];
  let next = 0;
  let rest: Buffer = Buffer.alloc(0);
  const paceMs = load.perSecond === undefined ? 0 : (1000 * load.connections) / load.perSecond;
  const begun = performance.now() + Math.random() * paceMs;

  return new Promise((resolve, reject) => {
    const send = () => {
      const now = performance.now();
      const from = next;
      const may = paceMs === 0 ? Number.POSITIVE_INFINITY : Math.floor((now - begun) / paceMs) + 1;
      while (next < packets.length && next - delays.length < load.inFlight && next < may) sent[next++] = now;
      if (next > from) socket.write(next - from === 1 ? packets[from]! : Buffer.concat(packets.slice(from, next)));
    };
    const pace = paceMs > 0 ? setInterval(send, 1) : undefined;
    socket.on('error', reject).on('close', () => reject(new Error('the connection was closed before all was acknowledged')));
    socket.on('data', (chunk: Buffer) => {
      const bytes = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
      const now = performance.now();
      let offset = 0;
      for (; offset + 4 <= bytes.length; offset += 4) {
        if (bytes[offset] !== 0x40) return reject(new Error(`expected a PUBACK, got packet type ${bytes[offset]! >> 4}`));
        const id = bytes.readUInt16BE(offset + 2);
        // Identifiers go round; the nearest unacknowledged message with this one is meant.
        delays.push(now - sent[id - 1 + 65_535 * Math.round((delays.length - id + 1) / 65_535)]!);
      }
      rest = bytes.subarray(offset);
      if (delays.length === packets.length) {
        if (pace) clearInterval(pace);
        socket.removeAllListeners('close');
        resolve(delays);
      } else if (paceMs === 0) send();
    });
    send();
  });
}

function connectPacket(id: string, secret: string | undefined): Buffer {
  const fields = [text('MQTT'), Buffer.from([4, secret === undefined ? 0x02 : 0xc2, 0, 60]), text(id)];
  if (secret !== undefined) fields.push(text(id), text(secret));
  return packet(0x10, Buffer.concat(fields));
}

function publishPacket(device: number, n: number): Buffer {
  const sequence = (load.firstSequence ?? 0) + n;
  const payload = load.payload
    .replace('{device}', deviceName(device))
    .replace('{sequence}', String(sequence))
    .replace('{at}', String(load.firstAt + sequence * load.everyMs))
    .replace('{value}', String(load.values[(device * 7 + n) % load.values.length]));
  const id = Buffer.alloc(2);
  id.writeUInt16BE((n % 65_535) + 1);
  return packet(0x32, Buffer.concat([text(load.topic.replace('{device}', deviceName(device))), id, Buffer.from(payload)]));
}

function packet(type: number, body: Buffer): Buffer {
  const length: number[] = [];
  for (let left = body.length; ; ) {
    const more = left > 127;
    length.push((left % 128) | (more ? 128 : 0));
    left = Math.floor(left / 128);
    if (!more) return Buffer.concat([Buffer.from([type, ...length]), body]);
  }
}

function text(value: string): Buffer {
  const bytes = Buffer.from(value);
  return Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 255]), bytes]);
}
