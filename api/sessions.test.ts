import { afterAll, beforeAll, expect, test } from 'vitest';
import { HOUR, MINUTE } from '../domain/clock.ts';
import { createReplayClock } from '../domain/replay-clock.ts';
import type { UserRole } from '../domain/roles.ts';
import { createSignInLink } from '../house/sign-in-link.ts';
import { openTestHouse, type TestHouse } from '../tests/house.ts';
import type { MadeToken, SessionRow } from './access-contract.ts';

/** Sessions, idleness, headers, and tokens of other programs, over a real server. */

const NOON = Date.UTC(2026, 2, 1, 12);
const clock = createReplayClock(NOON);
let house: TestHouse;
const settings = { port: 0, signInsPerMinute: 1000, requestsPerMinute: 10_000, secureCookies: true, idleMinutes: 30 };

beforeAll(async () => {
  house = await openTestHouse({ clock, settings: { http: settings } });
  await house.moveIn('p1', ['meter-1']);
  for (const [id, role] of [
    ['admin', 'administrator'],
    ['dr.li', 'doctor'],
  ] as const satisfies readonly (readonly [string, UserRole])[])
    await house.store.transact((records) => records.users.save({ id, name: id, role, language: 'en' }));
});
afterAll(() => house.close());

async function enter(user: string, agent = 'a test'): Promise<string> {
  const token = new URL(await createSignInLink(house.store, user, house.url, clock.now())).searchParams.get('token');
  const answer = await call('POST', '/session', { body: { token }, headers: { 'user-agent': agent } });
  return answer.headers.get('set-cookie')!;
}
function call(
  method: string,
  path: string,
  { cookie, body, headers = {} }: { cookie?: string; body?: unknown; headers?: Record<string, string> } = {},
) {
  return fetch(`${house.url}/api/v1${path}`, {
    method,
    headers: {
      'hearth-request': '1',
      ...(cookie ? { cookie: cookie.split(';')[0]! } : {}),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}
const sessionsOf = async (cookie: string) => (await (await call('GET', '/sessions', { cookie })).json()) as readonly SessionRow[];

test('one sees where one is signed in, and signs out there, or everywhere', async () => {
  const [phone, desk, other] = [await enter('dr.li', 'a telephone'), await enter('dr.li', 'a desk'), await enter('admin')];
  expect(phone).toMatch(/; Path=\/; HttpOnly; Secure; SameSite=Strict$/);
  const rows = await sessionsOf(desk);
  expect(rows.map(({ agent, current, with: how }) => [agent, current, how]).sort()).toEqual([
    ['a desk', true, 'link'],
    ['a telephone', false, 'link'],
  ]);
  const { id } = rows.find(({ current }) => !current)!;
  expect((await call('DELETE', `/sessions/${id}`, { cookie: other })).status).toBe(404); // another person's
  expect((await call('DELETE', `/sessions/${id}`, { cookie: desk })).status).toBe(204);
  expect((await call('GET', '/session', { cookie: phone })).status).toBe(401);
  const again = await enter('dr.li');
  expect((await call('DELETE', '/sessions', { cookie: desk })).status).toBe(204);
  for (const cookie of [desk, again]) expect((await call('GET', '/session', { cookie })).status).toBe(401);
  expect((await call('GET', '/session', { cookie: other })).status).toBe(200);
  const gone = await enter('dr.li');
  expect((await call('DELETE', '/users/dr.li/sessions', { cookie: other })).status).toBe(204);
  expect((await call('GET', '/session', { cookie: gone })).status).toBe(401);
});

test('nobody stays signed in who does nothing, and what a page asks for by itself is nothing', async () => {
  const start = clock.now();
  const [busy, byItself] = [await enter('dr.li'), await enter('dr.li')];
  for (let minutes = 10; minutes <= 60; minutes += 10) {
    clock.advance(start + minutes * MINUTE);
    expect((await call('GET', '/alerts', { cookie: busy })).status).toBe(200);
    const alone = await call('GET', '/alerts', { cookie: byItself, headers: { 'hearth-by-itself': '1' } });
    expect([minutes, alone.status]).toEqual([minutes, minutes < 30 ? 200 : 401]);
  }
  expect((await sessionsOf(busy)).length).toBe(1);
  // However busy: a working day is the end.
  for (let minutes = 80; minutes < 12 * 60; minutes += 20) {
    clock.advance(start + minutes * MINUTE);
    expect((await call('GET', '/session', { cookie: busy })).status).toBe(200);
  }
  clock.advance(start + 12 * HOUR);
  expect((await call('GET', '/session', { cookie: busy })).status).toBe(401);
});

test('every answer carries what keeps other sites out', async () => {
  for (const path of ['/', '/api/v1/session', '/api/openapi.json', '/p/some-link', '/no/such/page']) {
    const { headers } = await fetch(house.url + path, { headers: { accept: 'text/html' } });
    const policy = Object.fromEntries(
      (headers.get('content-security-policy') ?? '').split(';').map((part) => [part.trim().split(' ')[0], part.trim()]),
    );
    expect([path, policy]).toEqual([
      path,
      expect.objectContaining({
        'default-src': "default-src 'self'",
        'script-src': "script-src 'self'",
        'script-src-attr': "script-src-attr 'none'",
        'object-src': "object-src 'none'",
        'base-uri': "base-uri 'self'",
        'form-action': "form-action 'self'",
        'frame-ancestors': "frame-ancestors 'self'",
      }),
    ]);
    expect([path, headers.get('strict-transport-security')]).toEqual([path, 'max-age=31536000; includeSubDomains']);
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-powered-by')).toBeNull();
  }
  const plain = await openTestHouse();
  expect((await fetch(`${plain.url}/healthz`)).headers.get('strict-transport-security')).toBeNull(); // it would lock out whoever has no HTTPS
  await plain.close();
});

test('a session changes nothing without the header that no other site can send', async () => {
  const cookie = (await enter('dr.li')).split(';')[0]!;
  for (const [method, path] of [
    ['DELETE', '/sessions'],
    ['POST', '/session/totp'],
    ['POST', '/patients/p1/team'],
  ] as const) {
    const answer = await fetch(`${house.url}/api/v1${path}`, { method, headers: { cookie } });
    expect([path, answer.status]).toEqual([path, 403]);
  }
  expect((await call('GET', '/session', { cookie })).status).toBe(200);
});

test('a token is shown once, does what its scopes say until it ends or is taken back, and names the device it speaks for', async () => {
  const admin = await enter('admin');
  const make = async (scopes: readonly string[], days = 1) =>
    (await (await call('POST', '/tokens', { cookie: admin, body: { name: 'integration', scopes, days } })).json()) as MadeToken;
  const made = await make(['read:readings', 'write:readings']);
  const bearer = { authorization: `Bearer ${made.token}` };
  const listed = await (await call('GET', '/tokens', { cookie: admin })).text();
  expect(listed).toContain(made.id);
  expect(listed).not.toContain(made.token);
  const reading = { kind: 'glucose', value: 5.5, unit: 'mmol/L', at: clock.now() - 1000 };
  const post = (headers: Record<string, string>) => call('POST', '/readings', { body: reading, headers: { ...bearer, ...headers } });
  expect((await post({})).status).toBe(400);
  expect((await post({ 'hearth-device': 'meter-of-nobody' })).status).toBe(400);
  expect((await post({ 'hearth-device': 'meter-1' })).status).toBe(201);
  const path = `/patients/p1/readings?kind=glucose&from=${clock.now() - HOUR}&to=${clock.now() + 1}`;
  expect(await (await call('GET', path, { headers: bearer })).json()).toMatchObject([{ glucoseMmolL: 5.5, device: 'meter-1' }]);
  expect((await call('GET', '/patients', { headers: bearer })).status).toBe(403);
  expect((await call('GET', '/patients/nobody/readings?kind=glucose&from=0&to=1', { headers: bearer })).status).toBe(404);
  for (const authorization of ['Bearer hearth_of-nobody', `Bearer ${made.token}x`, 'Bearer '])
    expect((await call('GET', path, { headers: { authorization } })).status).toBe(401);
  expect((await call('POST', `/tokens/${made.id}/revoke`, { cookie: admin })).status).toBe(204);
  expect((await call('GET', path, { headers: bearer })).status).toBe(401);
  const short = { authorization: `Bearer ${(await make(['read:readings'])).token}` };
  expect((await call('GET', path, { headers: short })).status).toBe(200);
  clock.advance(clock.now() + 24 * HOUR);
  expect((await call('GET', path, { headers: short })).status).toBe(401);
});
