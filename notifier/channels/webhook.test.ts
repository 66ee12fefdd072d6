import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import { createReplayClock } from '../../domain/replay-clock.ts';
import { channelContract, type Scripted } from '../contract.ts';
import { verifyWebhook, WebhookSettings, webhook } from './webhook.ts';

const NOW = Date.UTC(2026, 2, 2, 12);
const secret = 'a secret that nobody may ever read';
const parts = {
  clock: createReplayClock(NOW),
  store: { transact: () => Promise.reject(new Error('a webhook needs no store')) },
};

interface Seen {
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

async function serve(answer: RequestListener, seen: Seen[] = []): Promise<Scripted> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    seen.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
    answer(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    settings: { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, secret, timeoutMs: 500 },
    seen: () => seen.map(({ headers }) => String(headers['idempotency-key'])),
    async close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

const status = (code: number, headers: Record<string, string> = {}) =>
  serve((_request, response) => {
    response.writeHead(code, headers);
    response.end(`we do not like ${secret}`);
  });

async function garbage(): Promise<Scripted> {
  const sockets = new Set<Socket>();
  const server = createTcpServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.end('\u0000\u0001 what is this\r\n\r\n');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    settings: { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, secret, timeoutMs: 500 },
    seen: () => [],
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

channelContract(webhook, {
  parts,
  secrets: [secret, 'we do not like', '/hook'],
  situations: {
    accepts: () => status(204),
    refuses: () => status(404),
    'asks-to-wait': () => status(429, { 'Retry-After': '120' }),
    fails: () => status(503),
    hangs: () => serve(() => {}),
    garbage,
    'is-gone': async () => {
      const other = await status(200);
      await other.close();
      return other;
    },
  },
});

const letter = { key: 'key-1', address: 'team', subject: '血压过高', text: '请联系患者', about: 'p1', urgent: true };
const never = new AbortController().signal;

test('a request carries the message, its key, and a signature that the receiver can check', async () => {
  const seen: Seen[] = [];
  const other = await serve((_request, response) => response.end(), seen);
  await webhook.open(WebhookSettings.parse(other.settings), parts).send(letter, never);
  const [{ headers, body }] = seen as [Seen];
  expect(JSON.parse(body)).toEqual({ key: 'key-1', to: 'team', about: 'p1', urgent: true, subject: '血压过高', text: '请联系患者' });
  expect(headers).toMatchObject({ 'idempotency-key': 'key-1', 'hearth-timestamp': String(NOW / 1000) });

  const request = {
    secret,
    timestamp: String(headers['hearth-timestamp']),
    signature: String(headers['hearth-signature']),
    body,
    now: NOW + 4_000,
  };
  expect(verifyWebhook(request)).toBe(true);
  const wrong: readonly Partial<typeof request>[] = [
    { body: body.replace('p1', 'p2') },
    { secret: secret.toUpperCase() },
    { timestamp: String(NOW / 1000 + 1) },
    { now: NOW + 301_000 },
    { now: NOW - 301_000 },
    { signature: '' },
    { signature: request.signature.slice(0, -1) },
    { timestamp: 'NaN' },
  ];
  for (const change of wrong) expect(verifyWebhook({ ...request, ...change }), JSON.stringify(Object.keys(change))).toBe(false);
  await other.close();
});

test('a redirect is not followed', async () => {
  const trap: Seen[] = [];
  const elsewhere = await serve((_request, response) => response.end(), trap);
  const other = await status(307, { Location: String((elsewhere.settings as { url: string }).url) });
  const outcome = await webhook.open(WebhookSettings.parse(other.settings), parts).send(letter, never);
  expect(outcome).toEqual({ is: 'refused', why: 'the webhook answered 307: redirects are not followed' });
  expect(trap).toEqual([]);
  await other.close();
  await elsewhere.close();
});

test.each([
  ['a date', new Date(NOW + 90_000).toUTCString(), 90_000],
  ['a date that is past', new Date(NOW - 90_000).toUTCString(), 0],
  ['nonsense', 'soon', undefined],
])('Retry-After may be %s', async (_what, value, expected) => {
  const other = await status(503, { 'Retry-After': value });
  const outcome = await webhook.open(WebhookSettings.parse(other.settings), parts).send(letter, never);
  expect(outcome).toEqual({ is: 'failed', why: 'the webhook answered 503', ...(expected === undefined ? {} : { retryAfterMs: expected }) });
  await other.close();
});

test('an answer without an end does not hold the sender', async () => {
  const other = await serve((_request, response) => {
    response.writeHead(200);
    response.write('x'.repeat(1000));
  });
  expect((await webhook.open(WebhookSettings.parse(other.settings), parts).send(letter, never)).is).toBe('accepted');
  await other.close();
});

test.each(['http://example.org/hook', 'https://user:pass@example.org/', 'ftp://example.org/', 'file:///etc/passwd', 'example.org'])(
  'an address like %s is refused in the settings',
  (url) => expect(WebhookSettings.safeParse({ url, secret }).success).toBe(false),
);

test('a short secret is refused, https anywhere and http on this machine are not', () => {
  expect(WebhookSettings.safeParse({ url: 'https://example.org/hook', secret: 'short' }).success).toBe(false);
  expect(WebhookSettings.safeParse({ url: 'https://example.org/hook', secret }).success).toBe(true);
  expect(WebhookSettings.safeParse({ url: 'http://[::1]:8080/', secret }).success).toBe(true);
});
