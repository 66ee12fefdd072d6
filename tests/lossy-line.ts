/** A line between a gateway and its server that tests cut: also in one direction only, which is how an acknowledgement gets lost. */
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

export interface LossyLine {
  readonly port: number;
  /** Nothing passes any more, and what is open breaks. */
  cut(): void;
  mend(): void;
  /** What the server says after this many bytes of an answer is lost, and the connection with it: once. */
  loseAnswersAfter(bytes: number): void;
  close(): Promise<void>;
}

export async function openLossyLine(serverPort: number): Promise<LossyLine> {
  let whole = true;
  let answersLeft = Number.POSITIVE_INFINITY;
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    if (!whole) return void near.destroy();
    const far = connect(serverPort, '127.0.0.1');
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => {
        sockets.delete(socket);
        near.destroy();
        far.destroy();
      });
    }
    near.on('data', (bytes) => far.write(bytes));
    far.on('data', (bytes) => {
      answersLeft -= bytes.length;
      if (answersLeft >= 0) return void near.write(bytes);
      answersLeft = Number.POSITIVE_INFINITY;
      near.destroy();
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const cut = () => {
    whole = false;
    for (const socket of sockets) socket.destroy();
  };
  return {
    port: (server.address() as { port: number }).port,
    cut,
    mend: () => {
      whole = true;
    },
    loseAnswersAfter: (bytes) => {
      answersLeft = bytes;
    },
    async close() {
      cut();
      server.close();
      await once(server, 'close');
    },
  };
}
