import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCallers } from '../tests/callers.ts';
import { openTestHouse, pressure, type TestHouse } from '../tests/house.ts';
import type { AlertView } from './contract.ts';

/** A long worklist costs few bytes, and none where nothing has changed. */

let house: TestHouse;
const { cookieOf, hire } = createCallers(() => house);
const MANY = 300;

beforeAll(async () => {
  house = await openTestHouse({ settings: { http: { port: 0, requestsPerMinute: 100_000 } } });
  await hire({ nova: 'coordinator' });
  await house.moveIn('p1', ['cuff']);
  const cuff = await house.connect('cuff');
  await cuff.publishAsync(`hearth/v1/cuff/gatt/2a35/${Date.now()}`, pressure(192, 124), { qos: 1 });
  await cuff.endAsync();
  const [one] = await house.store.alerts.open('p1');
  await house.store.transact((records) =>
    records.decisions.apply(
      Array.from({ length: MANY - 1 }, (_, i) => ({ do: 'open-alert', alert: { ...one!, id: `more-${i}` } }) as const),
      Date.now(),
    ),
  );
});
afterAll(() => house.close());

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${house.url}/api/v1${path}`, { headers: { cookie: cookieOf('nova'), ...headers } });
const bytesOf = async (answer: Response): Promise<number> => (await answer.arrayBuffer()).byteLength;

test('the list is compressed for whoever takes that, the same to the letter; brief, it leaves out what the rules say once', async () => {
  const plain = await get('/alerts', { 'accept-encoding': 'identity' });
  expect([plain.headers.get('content-encoding'), plain.headers.get('vary')]).toEqual([null, 'accept-encoding']);
  const squeezed = await get('/alerts', { 'accept-encoding': 'br, gzip;q=0.8' });
  expect(squeezed.headers.get('content-encoding')).toBe('gzip');
  const [whole, again] = [await plain.text(), await squeezed.text()];
  expect(again).toBe(whole);
  expect((await get('/alerts', { 'accept-encoding': 'gzip;q=0' })).headers.get('content-encoding')).toBeNull();

  const brief = await (await get('/alerts?brief=yes', { 'accept-encoding': 'identity' })).text();
  const rows = JSON.parse(brief) as AlertView[];
  expect(rows.map(({ id, title }) => [id, title])).toEqual((JSON.parse(whole) as AlertView[]).map(({ id, title }) => [id, title]));
  expect(rows.some((row) => 'explanation' in row)).toBe(false);
  const rules = (await (await get('/rules')).json()) as { id: string; explanation: unknown }[];
  expect((JSON.parse(whole) as AlertView[])[0]!.explanation).toEqual(rules.find(({ id }) => id === rows[0]!.rule.id)!.explanation);
  const first = await get('/alerts?limit=2&brief=yes');
  expect(first.headers.get('link')).toContain('&brief=yes&');
});

test('what the asker has already is not sent again, until something changes', async () => {
  const first = await get('/alerts?limit=100');
  const tag = first.headers.get('etag')!;
  await first.text();
  const again = await get('/alerts?limit=100', { 'if-none-match': `"other", ${tag}` });
  expect([again.status, again.headers.get('etag'), await bytesOf(again)]).toEqual([304, tag, 0]);
  expect(again.headers.get('link')).toContain('rel="next"');
  const [open] = await house.store.alerts.open('p1');
  const seen = await fetch(`${house.url}/api/v1/alerts/${encodeURIComponent(open!.id)}/acknowledge`, {
    method: 'POST',
    headers: { 'hearth-request': '1', cookie: cookieOf('nova') },
  });
  expect(seen.status).toBe(200);
  expect((await get('/alerts?limit=100', { 'if-none-match': tag })).status).toBe(200);
});

test('events go out as they happen, files as they are, short answers plain', async () => {
  const gzip = { 'accept-encoding': 'gzip' };
  const events = await get('/events', gzip);
  expect([events.headers.get('content-type'), events.headers.get('content-encoding')]).toEqual([
    expect.stringContaining('text/event-stream'),
    null,
  ]);
  await events.body!.cancel();
  expect((await get('/session', gzip)).headers.get('content-encoding')).toBeNull();
  const now = Date.now();
  const report = await get(`/patients/p1/report?from=${now - 7 * 86_400_000}&to=${now}&format=html`, gzip);
  expect([report.status, report.headers.get('content-encoding')]).toEqual([200, null]);
});
