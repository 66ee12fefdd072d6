import type { Duplex } from 'node:stream';
import { type Frame, frameAt } from './mqtt-frames.ts';

export interface PublishesParts {
  readonly socket: Duplex;
  /** The largest packet. aedes knows no such limit: it would collect 256 MB of one before anybody may look at it. */
  readonly maxBytes: number;
  /** Whether the device has signed in and was told so. What it published before that, aedes keeps until it has. */
  readonly signedIn: () => boolean;
  /** Takes a message. When it resolves, the device is told "received"; when it rejects, it is not, and `failed` hears why. */
  readonly hear: (topic: string, payload: Uint8Array) => Promise<unknown>;
  readonly failed: (error: Error) => void;
}

/** QoS 1, whatever dup and retain say: the DUP flag does not tell a resend, and nothing is retained. */
const isQos1Publish = (first: number): boolean => (first & 0xf6) === 0x32;

/** Messages of one connection that are not acknowledged yet, in bytes; behind that, its socket waits. A thousand small ones, or two large. */
const MOST_UNACKNOWLEDGED = 131_072;

/**
 * Reads the QoS 1 messages of a device out of its stream before aedes sees them, and leaves everything else to aedes. Such a message is
 * most of what Hearth ever hears: through aedes' own parser, queue and writer it costs three times as much, a sixth of all that a
 * reading costs.
 *
 * It stands in the place of `socket.read`, which aedes calls for all that is there. The same bytes, cut anywhere, give the same messages.
 */
export class Publishes {
  readonly #parts: PublishesParts;
  readonly #readChunk: (size?: number) => Buffer | null;
  /** The beginning of a packet that is not whole yet. */
  #rest: Buffer | undefined;
  #unacknowledged = 0;
  #waits = false;
  #acks: number[] = [];
  /** Devices speak on one topic or two: its bytes are compared, and not read anew. */
  #topicBytes: Buffer = Buffer.alloc(0);
  #topic = '';

  constructor(parts: PublishesParts) {
    this.#parts = parts;
    const { socket } = parts;
    this.#readChunk = socket.read.bind(socket);
    socket.read = (size?: number | null) => (typeof size === 'number' ? this.#readChunk(size) : this.#read());
  }

  /** All that is buffered and not ours. Node 26 returns a chunk at a time, and aedes 1.2 asks once for each `readable`. */
  #read(): Buffer | null {
    const forAedes: Buffer[] = [];
    while (!this.#mustWait()) {
      const chunk = this.#readChunk();
      if (chunk === null) break;
      this.#take(this.#rest ? Buffer.concat([this.#rest, chunk]) : chunk, forAedes);
    }
    return forAedes.length > 1 ? Buffer.concat(forAedes) : (forAedes[0] ?? null);
  }

  #take(bytes: Buffer, forAedes: Buffer[]): void {
    this.#rest = undefined;
    let [at, left] = [0, 0];
    while (at < bytes.length) {
      const frame = frameAt(bytes, at, this.#parts.maxBytes);
      if (frame === 'more') break;
      if (frame === 'too-large') {
        this.#parts.failed(new Error('a packet is larger than mqtt.maxPacketBytes'));
        return;
      }
      if (frame === 'garbage')
        at = bytes.length; // aedes knows what to say to that
      else {
        if (isQos1Publish(frame.first) && this.#parts.signedIn() && this.#hear(bytes, frame)) {
          if (left < at) forAedes.push(bytes.subarray(left, at));
          left = frame.to;
        }
        at = frame.to;
      }
    }
    if (left < at) forAedes.push(bytes.subarray(left, at));
    if (at < bytes.length) this.#rest = bytes.subarray(at);
  }

  /** False when this is no message that anybody may publish: aedes then says so in its own way. */
  #hear(bytes: Buffer, { from, to }: Frame): boolean {
    const topicEnd = to - from < 2 ? from : from + 2 + bytes.readUInt16BE(from);
    if (topicEnd <= from + 2 || topicEnd + 2 > to) return false;
    const messageId = bytes.readUInt16BE(topicEnd);
    const topic = this.#topicOf(bytes, from + 2, topicEnd);
    if (topic === undefined) return false;
    this.#unacknowledged += to - from;
    this.#parts.hear(topic, bytes.subarray(topicEnd + 2, to)).then(
      () => {
        this.#unacknowledged -= to - from;
        this.#acknowledge(messageId);
      },
      (error: unknown) => this.#parts.failed(error instanceof Error ? error : new Error(String(error))),
    );
    return true;
  }

  #topicOf(bytes: Buffer, from: number, to: number): string | undefined {
    if (this.#topicBytes.compare(bytes, from, to) === 0) return this.#topic;
    const topic = bytes.toString('utf8', from, to);
    if (/[+#]/.test(topic)) return undefined;
    this.#topicBytes = Buffer.from(bytes.subarray(from, to));
    this.#topic = topic;
    return topic;
  }

  /** A batch commits for many connections at once, and each hears of its twenty messages in one packet rather than in twenty. */
  #acknowledge(messageId: number): void {
    this.#acks.push(messageId);
    if (this.#acks.length === 1) setImmediate(() => this.#sendAcks());
  }

  #sendAcks(): void {
    const ids = this.#acks;
    this.#acks = [];
    const { socket } = this.#parts;
    if (socket.destroyed) return;
    const bytes = Buffer.allocUnsafe(4 * ids.length);
    for (let i = 0; i < ids.length; i++) bytes.writeUInt32BE(PUBACK + ids[i]!, 4 * i);
    socket.write(bytes);
    this.#goOn();
  }

  /** A device that is far ahead of the commits, or does not hear what it is told, is not listened to. */
  #mustWait(): boolean {
    const { socket } = this.#parts;
    if (this.#unacknowledged < MOST_UNACKNOWLEDGED && !socket.writableNeedDrain) return false;
    if (!this.#waits && socket.writableNeedDrain) socket.once('drain', () => this.#goOn());
    this.#waits = true;
    return true;
  }

  #goOn(): void {
    if (!this.#waits) return;
    this.#waits = false;
    this.#parts.socket.emit('readable');
  }
}

/** Type 4, two bytes to come; the message's number in the lower half. */
const PUBACK = 0x4002_0000;
