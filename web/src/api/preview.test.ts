import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { previewLimit } from './preview.ts';

let answer: (response: ServerResponse) => void;
let asked = '';
const direct = globalThis.fetch;
const server = createServer((request, response) => {
  request.setEncoding('utf8').on('data', (part) => {
    asked += part;
  });
  request.on('end', () => answer(response));
});

beforeEach(async () => {
  asked = '';
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  vi.stubGlobal('fetch', (path: string, init: RequestInit) => direct(origin + path, init));
  vi.stubGlobal('document', { documentElement: { lang: 'en' } });
});
afterEach(async () => {
  vi.unstubAllGlobals();
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
});

const lines = (...all: readonly object[]) => {
  answer = (response) => {
    response.writeHead(200, { 'Content-Type': 'application/x-ndjson' });
    for (const line of all) response.write(`${JSON.stringify(line)}\n`);
    response.end();
  };
};

const tried = { rule: 'bp.crisis', name: 'systolic', value: 170, unit: 'mmHg' };

test('the last line is the comparison', async () => {
  lines({ is: 'progress', done: 0, of: 1 }, { is: 'progress', done: 1, of: 1 }, { is: 'result', comparison: { patients: 1 } });
  expect(await previewLimit(tried, { patient: 'p1' }, 30)).toEqual({ patients: 1 });
  expect(JSON.parse(asked)).toEqual({ limits: [tried], patient: 'p1', days: 30 });
});

test('a preview that ends in the middle is none', async () => {
  lines({ is: 'progress', done: 0, of: 1 }, { is: 'failed' });
  await expect(previewLimit(tried, { patient: 'p1' }, 30)).rejects.toMatchObject({ code: 'web.unexpected' });
});

test('a refusal keeps its code', async () => {
  answer = (response) => response.writeHead(409, { 'Content-Type': 'application/problem+json' }).end('{"code":"preview.busy"}');
  await expect(previewLimit(tried, { patient: 'p1' }, 30)).rejects.toMatchObject({ status: 409, code: 'preview.busy' });
});
