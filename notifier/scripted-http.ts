import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, createServer as createTcpServer, type Socket } from 'node:net';

/** For tests: a provider that listens on this machine and does as the script says. */
export interface Heard {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}
export type Says =
  | {
      readonly status?: number;
      readonly headers?: Record<string, string>;
      readonly json?: unknown;
      /** Word for word, instead of `json`: what JavaScript cannot hold. */
      readonly text?: string;
    }
  | 'nothing'
  /** Has taken it, and the connection breaks before it says so. */
  | 'hangs-up';

export interface ScriptedHttp {
  readonly url: string;
  readonly heard: readonly Heard[];
  close(): Promise<void>;
}

/** @param tls what it proves itself with; without it, it speaks plain HTTP */
export async function scriptedHttp(
  answer: (request: Heard, nth: number) => Says,
  tls?: { readonly key: string; readonly cert: string },
): Promise<ScriptedHttp> {
  const heard: Heard[] = [];
  const server = tls ? createTlsServer(tls) : createServer();
  server.on('request', async (request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const one = {
      method: request.method ?? '',
      url: new URL(request.url ?? '/', `http://${request.headers.host}`),
      headers: request.headers,
      body: Buffer.concat(chunks),
    };
    heard.push(one);
    const says = answer(one, heard.length);
    if (says === 'nothing') return;
    if (says === 'hangs-up') return void request.socket.destroy();
    response.writeHead(says.status ?? 200, { 'content-type': 'application/json', ...says.headers });
    response.end(says.text ?? (says.json === undefined ? '' : JSON.stringify(says.json)));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `${tls ? 'https' : 'http'}://127.0.0.1:${(server.address() as AddressInfo).port}`,
    heard,
    async close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Something that listens and speaks no HTTP. */
export async function speaksNoHttp(): Promise<ScriptedHttp> {
  const sockets = new Set<Socket>();
  const server = createTcpServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.end('\u0000\u0001 what is this\r\n\r\n');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    heard: [],
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

/** An address at which nobody listens any more. */
export async function gone(): Promise<ScriptedHttp> {
  const server = await scriptedHttp(() => 'nothing');
  await server.close();
  return server;
}
