import { URI } from 'otpauth';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { HOUR, MINUTE } from '../domain/clock.ts';
import { createReplayClock, type ReplayClock } from '../domain/replay-clock.ts';
import { hashKey, hashSecret } from '../house/secrets.ts';
import { openTestHouse, type TestHouse } from '../tests/house.ts';
import type { SessionView } from './contract.ts';

/** A second factor that a role requires from a day on: told before, asked for after. */

const PASSWORD = 'four words are easy';
/** Midnight in Shanghai, where this clinic is. */
const FROM = Date.UTC(2026, 10, 30, 16);
let clock: ReplayClock;
let house: TestHouse;

beforeEach(async () => {
  clock = createReplayClock(FROM - HOUR);
  house = await openTestHouse({
    clock,
    settings: {
      clinic: { zone: 'Asia/Shanghai' },
      http: { port: 0, signInsPerMinute: 1000, idleMinutes: 600, secondFactor: { roles: ['administrator', 'doctor'], from: '2026-12-01' } },
    },
  });
  const passwordHash = await hashSecret(PASSWORD, 'password');
  await house.store.transact(async (records) => {
    await records.users.save({ id: 'doc', name: 'Doc', role: 'doctor', language: 'en', passwordHash });
    await records.users.save({ id: 'nurse', name: 'Nurse', role: 'coordinator', language: 'en', passwordHash });
  });
});
afterEach(() => house.close());

async function call<T>(method: string, path: string, cookie: string, body?: unknown) {
  const answer = await fetch(`${house.url}/api/v1${path}`, {
    method,
    headers: { 'hearth-request': '1', cookie, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  const json = (text === '' ? {} : JSON.parse(text)) as T & { readonly code?: string };
  return { status: answer.status, json, cookie: answer.headers.get('set-cookie')?.split(';')[0] ?? '' };
}
const signIn = (user: string, code?: string) =>
  call<SessionView>('POST', '/session', '', { user, password: PASSWORD, ...(code === undefined ? {} : { code }) });
async function addApp(cookie: string): Promise<void> {
  const { json } = await call<{ uri: string }>('POST', '/session/totp', cookie, {});
  const code = (URI.parse(json.uri) as { generate(options: { timestamp: number }): string }).generate({ timestamp: clock.now() });
  expect((await call('POST', '/session/totp/confirm', cookie, { code })).status).toBeLessThan(300);
}

test('before the day people are told, and work; on the day their sessions end, and others go on', async () => {
  const [doc, nurse] = [await signIn('doc'), await signIn('nurse')];
  expect(doc.json.missing).toEqual({ from: FROM, now: false });
  expect(nurse.json.missing).toBeUndefined();
  expect((await call('GET', '/patients', doc.cookie)).status).toBe(200);
  clock.advance(FROM - 1);
  expect((await call('GET', '/patients', doc.cookie)).status).toBe(200);
  clock.advance(FROM);
  expect((await call('GET', '/patients', doc.cookie)).status).toBe(401);
  expect((await call('GET', '/session', doc.cookie)).status).toBe(401);
  expect((await call('GET', '/patients', nurse.cookie)).status).toBe(200);
});

test('from the day on whoever has none adds one before anything else', async () => {
  clock.advance(FROM + MINUTE);
  const { json, cookie } = await signIn('doc');
  expect(json.missing).toEqual({ from: FROM, now: true });
  expect((await call<SessionView>('GET', '/session', cookie)).json.missing).toEqual({ from: FROM, now: true });
  for (const path of ['/patients', '/alerts', '/system', '/sessions', '/session/contact'])
    expect([path, (await call('GET', path, cookie)).json.code]).toEqual([path, 'session.factor-missing']);
  expect((await call('GET', '/session/factors', cookie)).status).toBe(200);
  await addApp(cookie);
  expect((await call('GET', '/patients', cookie)).status).toBe(200);
  expect((await call<SessionView>('GET', '/session', cookie)).json.missing).toBeUndefined();
  // Given up again, it is missing again.
  await house.store.transact(async (records) => {
    for (const { id } of await records.factors.of('doc')) await records.factors.remove(id);
  });
  expect((await call('GET', '/patients', cookie)).json.code).toBe('session.factor-missing');
});

test('who added one in time keeps their session; whom the hospital let in is not asked', async () => {
  const { cookie } = await signIn('doc');
  await addApp(cookie);
  await house.store.transact(async (records) => {
    await records.users.save({ id: 'guest', name: 'Guest', role: 'doctor', language: 'en' });
    const session = { user: 'guest', since: clock.now(), seen: clock.now(), until: FROM + 9 * HOUR, once: false };
    await records.sessions.open({ ...session, keyHash: hashKey('guest'), about: { with: 'hospital' } });
  });
  clock.advance(FROM + MINUTE);
  expect((await call('GET', '/patients', cookie)).status).toBe(200);
  expect((await call('GET', '/patients', 'hearth=guest')).status).toBe(200);
});
