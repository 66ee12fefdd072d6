import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { whoIs } from '../api/hospital.ts';
import type { User } from '../domain/user.ts';
import { en } from '../web/src/words/en.ts';
import { zhCN } from '../web/src/words/zh-CN.ts';
import { openTestHouse, type TestHouse } from './house.ts';
import { describeWith } from './services.ts';

/** A real OpenID provider with its own pages, and Chromium that goes there and comes back. */

const doctor = { id: 'dr.li', name: 'Li', role: 'doctor', language: 'en', email: 'Li@hospital.example' } as const satisfies User;

test('the hospital’s word is about one account, or about none', () => {
  const twins = [doctor, { ...doctor, id: 'li.2' }];
  expect(whoIs({ email: 'li@HOSPITAL.example' }, 'email', [doctor]).id).toBe('dr.li');
  expect(whoIs({ sub: 'dr.li' }, 'sub', twins).id).toBe('dr.li');
  for (const [claims, claim, users] of [
    [{ email: doctor.email, email_verified: false }, 'email', [doctor]],
    [{ email: doctor.email }, 'email', twins],
    [{ email: 'other@hospital.example' }, 'email', [doctor]],
    [{ email: '' }, 'email', [{ ...doctor, email: '' }]],
    [{}, 'preferred_username', [doctor]],
    [{ sub: 'Dr.Li' }, 'sub', [doctor]],
    [{ sub: 'dr.li' }, 'sub', [{ ...doctor, disabled: 1 }]],
  ] as const satisfies readonly (readonly [object, Parameters<typeof whoIs>[1], readonly User[]])[])
    expect(() => whoIs(claims, claim, users), JSON.stringify(claims)).toThrow();
});

describeWith('chromium', 'the hospital’s sign-in', () => {
  let hospital: Server;
  let house: TestHouse;
  let browser: Browser;
  /** What the provider was asked for. */
  const asked: URLSearchParams[] = [];
  const at = (path: string) => house.url.replace('127.0.0.1', 'localhost') + path;

  beforeAll(async () => {
    let answer: ReturnType<Provider['callback']> | undefined;
    hospital = createServer((request, response) => {
      const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
      if (pathname === '/auth') asked.push(searchParams);
      void answer?.(request, response);
    });
    await new Promise<void>((resolve) => hospital.listen(0, 'localhost', resolve));
    const issuer = `http://localhost:${(hospital.address() as AddressInfo).port}`;
    const client = { clientId: 'hearth', clientSecret: 'a secret between the two of them' };
    house = await openTestHouse({
      settings: { http: { port: 0, signInsPerMinute: 1000, hospital: { name: 'City Hospital', issuer, ...client } } },
    });
    const provider = new Provider(issuer, {
      clients: [{ client_id: client.clientId, client_secret: client.clientSecret, redirect_uris: [at('/api/v1/session/hospital/back')] }],
      claims: { openid: ['sub'], email: ['email', 'email_verified'] },
      conformIdTokenClaims: false,
      pkce: { required: () => true },
      findAccount: (_, sub) => ({
        accountId: sub,
        claims: () => ({ sub, email: `${sub}@hospital.example`, email_verified: sub !== 'new' }),
      }),
    });
    answer = provider.callback();
    await house.store.transact(async (records) => {
      await records.users.save(doctor);
      await records.users.save({ ...doctor, id: 'dr.new', email: 'new@hospital.example' });
    });
    browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
  });
  afterAll(async () => {
    await browser?.close();
    await house?.close();
    hospital?.closeAllConnections();
    await new Promise((resolve) => hospital?.close(resolve));
  });

  async function goThere(language: string, name: string) {
    const words = { en, 'zh-CN': zhCN }[language]!;
    const context = await browser.newContext({ locale: language });
    const page = await context.newPage();
    page.setDefaultTimeout(8_000);
    await page.goto(at('/patients'));
    await page.getByRole('link', { name: words.door.hospital('City Hospital') }).click();
    await page.locator('input[name="login"]').fill(name);
    await page.locator('input[name="password"]').fill('whatever the hospital asks for');
    await page.locator('button[type="submit"]').click();
    await page.locator('button[type="submit"]').click(); // its page that asks for consent
    return { page, context, words };
  }

  test.each(['en', 'zh-CN'])('%s: whoever has an account here comes in, by code, with PKCE, state and nonce', async (language) => {
    const { page, context } = await goThere(language, 'li');
    await page.locator('.places').waitFor();
    const [session] = await house.store.sessions.of('dr.li', Date.now());
    expect(session?.about?.with).toBe('hospital');
    const request = asked.at(-1)!;
    expect(Object.fromEntries(request)).toMatchObject({ response_type: 'code', code_challenge_method: 'S256', client_id: 'hearth' });
    for (const name of ['code_challenge', 'state', 'nonce']) expect(request.get(name)!.length).toBeGreaterThan(20);
    await context.close();
  });

  test.each([
    ['a stranger', 'stranger'],
    ['an address that the hospital has not verified', 'new'],
  ])('%s stays outside, with one sentence', async (_, name) => {
    const { page, context, words } = await goThere('en', name);
    await page.getByText(words.door.hospitalFailed).waitFor();
    expect((await context.cookies()).some((cookie) => cookie.name === 'hearth')).toBe(false);
    await context.close();
  });

  test('an answer that was not asked for by this browser opens nothing, nor one that is used twice', async () => {
    const back = at('/api/v1/session/hospital/back?code=stolen&state=guessed');
    const plain = await fetch(back, { redirect: 'manual' });
    expect([plain.status, plain.headers.get('location')]).toEqual([302, '/enter?hospital=failed']);
    const begun = await fetch(at('/api/v1/session/hospital'), { redirect: 'manual' });
    const cookie = begun.headers.get('set-cookie')!.split(';')[0]!;
    for (let twice = 0; twice < 2; twice++) {
      const answer = await fetch(back, { redirect: 'manual', headers: { cookie } });
      expect([answer.status, answer.headers.get('location')]).toEqual([302, '/enter?hospital=failed']);
      expect(answer.headers.getSetCookie().some((one) => one.startsWith('hearth='))).toBe(false);
    }
  });
});
