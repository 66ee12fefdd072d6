import type { Duplex } from 'node:stream';
import type { Client } from 'aedes';

const corked = new WeakSet<Duplex>();

/**
 * Everything that is written to a socket in this turn of the event loop leaves in one system call.
 * A batch commits for many connections at once, and each gets its twenty PUBACKs in one packet rather than in twenty.
 */
export function speakOnce(socket: Duplex): void {
  if (corked.has(socket)) return;
  corked.add(socket);
  socket.cork();
  setImmediate(() => {
    corked.delete(socket);
    socket.uncork();
  });
}

/**
 * Closes a connection whose next packet announces more than `maxBytes`. aedes has no such limit: it would collect 256 MB of one
 * packet in memory before anybody may look at it. The length stands in the fixed header, so it is known before the body comes.
 */
export function closeTooLarge(client: Client, maxBytes: number, told: (client: Client) => void): void {
  const { _parser: parser, conn } = client as unknown as { _parser: { packet?: { length: number } }; conn: Duplex };
  conn.on('readable', () => {
    if ((parser.packet?.length ?? 0) <= maxBytes) return;
    told(client);
    conn.destroy();
  });
}

/**
 * Makes read() return all that is buffered, as it did before Node 26, which returns one chunk at a time. aedes 1.2 reads once for
 * each `readable` and would leave the rest of a packet that came in pieces lying until the device speaks again.
 */
export function readWhole(socket: Duplex): void {
  const readChunk = socket.read.bind(socket);
  socket.read = (size?: number | null) => {
    if (typeof size === 'number') return readChunk(size);
    const chunks: Buffer[] = [];
    for (let chunk: Buffer | null = readChunk(); chunk !== null; chunk = readChunk()) chunks.push(chunk);
    return chunks.length > 1 ? Buffer.concat(chunks) : (chunks[0] ?? null);
  };
}
