/** For tests: a real HTTP server that answers chat completions as it is told, one answer after the other. */
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Answer = (response: ServerResponse) => void;

export interface ScriptedEndpoint extends AsyncDisposable {
  readonly baseUrl: string;
  readonly requests: readonly { readonly url: string; readonly headers: IncomingHttpHeaders; readonly body: string }[];
  /** The last one is given again and again. */
  answer(...answers: readonly Answer[]): void;
}

export async function scriptedEndpoint(...first: readonly Answer[]): Promise<ScriptedEndpoint> {
  const requests: { url: string; headers: IncomingHttpHeaders; body: string }[] = [];
  let answers = [...first];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    requests.push({ url: request.url ?? '', headers: request.headers, body });
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    answer?.(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    requests,
    answer: (...next) => {
      answers = [...next];
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export const status =
  (code: number, headers: Readonly<Record<string, string>> = {}, body = '{"error":{"message":"sk-secret-key is not valid"}}'): Answer =>
  (response) =>
    response.writeHead(code, headers).end(body);

export const completion = (message: object, finish = 'stop'): Answer =>
  raw(JSON.stringify({ id: 'x', choices: [{ index: 0, finish_reason: finish, message: { role: 'assistant', ...message } }] }));

export const content = (value: unknown): Answer => completion({ content: typeof value === 'string' ? value : JSON.stringify(value) });

export const raw =
  (body: string): Answer =>
  (response) =>
    response.writeHead(200, { 'content-type': 'application/json' }).end(body);

export const silent: Answer = () => {};

/** Begins, and never ends. */
export const trickle: Answer = (response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.write('{"choices":');
};

export const endless: Answer = (response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  const more = (): void => {
    while (!response.destroyed && response.write('x'.repeat(65_536)));
  };
  response.on('drain', more);
  more();
};
