import { readdirSync, readFileSync } from 'node:fs';
import { URI } from 'otpauth';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MINUTE } from '../domain/clock.ts';
import { createReplayClock } from '../domain/replay-clock.ts';
import { hashSecret } from '../house/secrets.ts';
import { openTestHouse, type TestHouse } from '../tests/house.ts';
import type { FactorsView, NewTotp, RecoveryCodes } from './access-contract.ts';

/** An app that shows codes, recovery codes, and too many wrong attempts: over a real server, with codes that a real app would show. */

const NOON = Date.UTC(2026, 2, 1, 12);
const PASSWORD = 'four words are easy';
const clock = createReplayClock(NOON);
let house: TestHouse;
const open = (folder?: string) =>
  openTestHouse({
    clock,
    ...(folder ? { folder } : {}),
    settings: { http: { port: 0, signInsPerMinute: 10_000, requestsPerMinute: 10_000 } },
  });

beforeAll(async () => {
  house = await open();
  const passwordHash = await hashSecret(PASSWORD, 'password');
  await house.store.transact(async (records) => {
    for (const id of ['dr.li', 'dr.wang']) await records.users.save({ id, name: id, role: 'doctor', language: 'en', passwordHash });
  });
});
afterAll(() => house.close());

async function call<T>(method: string, path: string, { cookie, body }: { cookie?: string; body?: unknown } = {}) {
  const answer = await fetch(`${house.url}/api/v1${path}`, {
    method,
    headers: {
      'hearth-request': '1',
      ...(cookie ? { cookie } : {}),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  const json = (text === '' ? undefined : JSON.parse(text)) as T & { readonly code?: string };
  return {
    status: answer.status,
    json,
    cookie: answer.headers.get('set-cookie')?.split(';')[0],
    retryAfter: answer.headers.get('retry-after'),
  };
}
const signIn = (code?: string, user = 'dr.li', password = PASSWORD) =>
  call('POST', '/session', { body: { user, password, ...(code === undefined ? {} : { code }) } });

let uri = '';
let recovery: readonly string[] = [];
/** What the phone shows at this moment: made from the picture alone, as an app does. */
const shown = (at = clock.now()): string =>
  (URI.parse(uri) as { generate(options: { timestamp: number }): string }).generate({ timestamp: at });

describe('codes from an app', () => {
  test('count from the first right one on, and from then on are asked for', async () => {
    const { cookie = '' } = await signIn();
    const elsewhere = (await signIn()).cookie!;
    const begun = await call<NewTotp>('POST', '/session/totp', { cookie });
    expect(begun.status).toBe(201);
    ({ uri } = begun.json);
    expect(uri).toMatch(/^otpauth:\/\/totp\/Hearth:dr\.li\?issuer=Hearth&secret=[A-Z2-7]{32}&algorithm=SHA1&digits=6&period=30$/);
    // Not confirmed: it locks nobody out.
    expect((await signIn()).status).toBe(200);
    expect((await call('POST', '/session/totp/confirm', { cookie, body: { code: '000000' } })).json.code).toBe('factor.wrong-code');
    const confirmed = await call<RecoveryCodes>('POST', '/session/totp/confirm', { cookie, body: { code: shown() } });
    expect(confirmed.status).toBe(200);
    recovery = confirmed.json.recoveryCodes!;
    expect(recovery).toHaveLength(10);
    expect((await call('GET', '/session', { cookie: elsewhere })).status).toBe(401);
    expect((await call<FactorsView>('GET', '/session/factors', { cookie })).json).toEqual({
      passkeys: [],
      totp: { since: NOON },
      recoveryCodes: 10,
    });
  });

  test('let in once each: neither the code that confirmed, nor one that was used, nor an old one', async () => {
    expect((await signIn()).json.code).toBe('session.code-needed');
    expect((await signIn(shown())).json.code).toBe('factor.wrong-code'); // it confirmed
    clock.advance(NOON + MINUTE);
    const code = shown();
    expect((await signIn(code, 'dr.li', 'a wrong password')).json.code).toBe('session.refused');
    expect((await signIn(`${code.slice(0, 3)} ${code.slice(3)}`)).status).toBe(200);
    expect((await signIn(code)).json.code).toBe('factor.wrong-code');
    clock.advance(NOON + 10 * MINUTE);
    expect((await signIn(code)).json.code).toBe('factor.wrong-code');
    expect((await signIn(shown(clock.now() + 30_000))).status).toBe(200); // a clock that is half a minute ahead
  });

  test('a recovery code stands in for a lost phone, once, however it is typed', async () => {
    const [code = ''] = recovery;
    const { cookie, status } = await signIn(code.toLowerCase().replaceAll('-', ' '));
    expect(status).toBe(200);
    expect((await signIn(code)).json.code).toBe('factor.wrong-code');
    expect((await call<FactorsView>('GET', '/session/factors', { cookie: cookie! })).json.recoveryCodes).toBe(9);
    const [last] = await house.store.audit.list(2);
    expect(last).toMatchObject({ by: 'dr.li', did: 'session.open' });
  });

  test('another person’s code is nobody’s', async () => {
    expect((await signIn(recovery[1], 'dr.wang')).status).toBe(200); // has no second factor: what else is typed does not matter
    expect((await signIn(recovery[1])).status).toBe(200);
  });

  test('are taken away, with the recovery codes, by whoever has just signed in', async () => {
    clock.advance(NOON + 20 * MINUTE);
    const { cookie = '' } = await signIn(shown());
    clock.advance(NOON + 36 * MINUTE);
    expect((await call('DELETE', '/session/totp', { cookie })).json.code).toBe('session.not-fresh');
    const fresh = (await signIn(shown())).cookie!;
    expect((await call('DELETE', '/session/totp', { cookie: fresh })).status).toBe(204);
    expect((await call<FactorsView>('GET', '/session/factors', { cookie: fresh })).json).toEqual({ passkeys: [], recoveryCodes: 0 });
    expect((await signIn()).status).toBe(200);
  });

  test('the secret lies sealed in the file', async () => {
    const { cookie = '' } = await signIn();
    const { json } = await call<NewTotp>('POST', '/session/totp', { cookie });
    const files = readdirSync(house.folder).filter((name) => name.includes('.db'));
    expect(files.length).toBeGreaterThan(0);
    const bytes = Buffer.concat(files.map((name) => readFileSync(`${house.folder}/${name}`)));
    expect(bytes.includes('totp|dr.li')).toBe(true);
    expect(bytes.includes(json.secret)).toBe(false);
  });
});

describe('wrong attempts', () => {
  test('five at one place shut the door for a quarter of an hour, also after a restart; then it opens', async () => {
    clock.advance(NOON + 60 * MINUTE);
    for (let i = 0; i < 5; i++) expect((await signIn(undefined, 'dr.wang', 'wrong')).json.code).toBe('session.refused');
    const shut = await signIn(undefined, 'dr.wang');
    expect([shut.status, shut.json.code, shut.retryAfter]).toEqual([429, 'session.too-many', '900']);
    await house.close();
    house = await open(house.folder);
    expect((await signIn(undefined, 'dr.wang')).json.code).toBe('session.too-many');
    expect((await signIn()).status).toBe(200); // another person at the same address
    clock.advance(NOON + 75 * MINUTE);
    expect((await signIn(undefined, 'dr.wang')).status).toBe(200);
  });

  test('a name that is tried from an address all the time, and success begins the count anew', { timeout: 90_000 }, async () => {
    clock.advance(NOON + 120 * MINUTE);
    for (let round = 0; round < 3; round++) {
      for (let i = 0; i < 4; i++) await signIn(undefined, 'dr.wang', 'wrong');
      expect((await signIn(undefined, 'dr.wang')).status).toBe(200);
    }
    // Fifty of one address: twelve were counted already.
    for (let i = 0; i < 38; i++) expect((await signIn(undefined, `nobody-${i}`, 'wrong')).status).toBe(401);
    expect((await signIn()).json.code).toBe('session.too-many');
  });

  test('no name that was typed lies in the table: people type passwords there', async () => {
    const tries = await house.store.signInTries.of(['account:dr.wang', 'here:dr.wang|127.0.0.1', 'address:127.0.0.1']);
    expect(tries).toEqual([]);
  });
});
