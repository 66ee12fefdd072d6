/// <reference types="node" />
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { forgetAll, look, refresh, watch } from './cache.ts';
import { ApiError, post } from './client.ts';

let server: Server;
let answer: (request: IncomingMessage, response: ServerResponse) => void;
const asked: string[] = [];
const direct = globalThis.fetch;

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    answer(request, response);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  // A browser knows where the page came from; here that is said.
  vi.stubGlobal('fetch', (path: string, init: RequestInit) => direct(origin + path, init));
  vi.stubGlobal('document', { documentElement: { lang: 'en' } });
});
afterAll(() => {
  vi.unstubAllGlobals();
  server.close();
  server.closeAllConnections();
});
beforeEach(() => {
  forgetAll();
  asked.length = 0;
});

const json = (response: ServerResponse, body: unknown, status = 200) => {
  response.writeHead(status, { 'Content-Type': status < 400 ? 'application/json' : 'application/problem+json' }).end(JSON.stringify(body));
};
const seen = (path: string) => vi.waitFor(() => expect(look(path).data ?? look(path).error).toBeDefined());

test('two places ask once, and both hear of it', async () => {
  answer = (_, response) => json(response, [1]);
  const [one, two] = [vi.fn(), vi.fn()];
  const stops = [watch('/twice', one), watch('/twice', two)];
  await seen('/twice');
  expect(asked).toEqual(['GET /api/v1/twice']);
  expect(one).toHaveBeenCalled();
  expect(two).toHaveBeenCalled();
  for (const stop of stops) stop();
});

test('a hint while an answer is on its way asks once more: that answer may be older than the hint', async () => {
  const waiting: ServerResponse[] = [];
  answer = (_, response) => waiting.push(response);
  const stop = watch('/hinted', () => {});
  await vi.waitFor(() => expect(waiting).toHaveLength(1));
  refresh();
  refresh();
  json(waiting[0]!, 'old');
  await vi.waitFor(() => expect(waiting).toHaveLength(2));
  json(waiting[1]!, 'new');
  await vi.waitFor(() => expect(look('/hinted').data).toBe('new'));
  expect(asked).toHaveLength(2);
  stop();
});

test('a server that fails leaves what was known, with the error beside it; a right that ended leaves nothing', async () => {
  answer = (_, response) => json(response, 'known');
  const stop = watch('/kept', () => {});
  await seen('/kept');

  answer = (_, response) => response.destroy();
  refresh();
  await vi.waitFor(() => expect(look('/kept').error).toMatchObject({ status: 0 }));
  expect(look('/kept').data).toBe('known');

  answer = (_, response) => json(response, { code: 'session.expired', detail: 'This link or session has ended.' }, 401);
  refresh();
  await vi.waitFor(() => expect(look('/kept').error).toMatchObject({ status: 401, message: 'This link or session has ended.' }));
  expect(look('/kept').data).toBeUndefined();
  stop();
});

test('what nobody looks at is not asked for; coming back shows the old and asks', async () => {
  answer = (_, response) => json(response, 1);
  watch('/left', () => {})();
  await seen('/left');
  refresh();
  expect(asked).toHaveLength(1);

  answer = (_, response) => json(response, 2);
  const stop = watch('/left', () => {});
  expect(look('/left').data).toBe(1);
  await vi.waitFor(() => expect(look('/left').data).toBe(2));
  stop();
});

test('an act says that it comes from the console, and brings back which field is wrong', async () => {
  let header: unknown;
  answer = (request, response) => {
    header = request.headers['hearth-request'];
    json(
      response,
      { code: 'api.invalid', detail: 'Look.', errors: [{ pointer: '/note', detail: 'say in a few words what was done' }] },
      400,
    );
  };
  const refused = await post('/alerts/a/resolve', { note: '' }).catch((error: unknown) => error);
  expect(header).toBe('1');
  expect(refused).toBeInstanceOf(ApiError);
  expect((refused as ApiError).at('/note')).toBe('say in a few words what was done');
});

test('a list in pages: each row once though it moved between them; what has not changed is not sent again, and is the same list', async () => {
  let later = [{ id: 'a', n: 2 }, { id: 'c' }];
  const sent: string[] = [];
  answer = (request, response) => {
    const second = request.url!.includes('after');
    const page = second ? later : [{ id: 'a', n: 1 }, { id: 'b' }];
    const tag = `W/"${JSON.stringify(page).length}"`;
    if (!second) response.setHeader('Link', '</api/v1/alerts?after=b>; rel="next"');
    response.setHeader('ETag', tag);
    if (request.headers['if-none-match'] === tag) return response.writeHead(304).end();
    sent.push(request.url!);
    json(response, page);
  };
  const stop = watch('/alerts?limit=2', () => {});
  await seen('/alerts?limit=2');
  const first = look('/alerts?limit=2').data;
  expect(first).toEqual([{ id: 'a', n: 2 }, { id: 'b' }, { id: 'c' }]);
  refresh();
  await vi.waitFor(() => expect(asked).toHaveLength(4));
  await vi.waitFor(() => expect(look('/alerts?limit=2').data).toBe(first));
  expect(sent).toHaveLength(2);
  later = [{ id: 'c' }, { id: 'd' }];
  refresh();
  await vi.waitFor(() => expect(look('/alerts?limit=2').data).toEqual([{ id: 'a', n: 1 }, { id: 'b' }, { id: 'c' }, { id: 'd' }]));
  expect(sent).toHaveLength(3);
  stop();
});
