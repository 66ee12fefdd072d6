import { createHash, createPublicKey, createVerify } from 'node:crypto';
import { expect, test } from 'vitest';
import { createReplayClock } from '../../domain/replay-clock.ts';
import { channelContract, type Scripted } from '../contract.ts';
import { scriptedBrowser } from '../scripted-browser.ts';
import { gone, type Heard, type Says, type ScriptedHttp, scriptedHttp, speaksNoHttp } from '../scripted-http.ts';
import { vapidKeys } from '../vapid.ts';
import { ERRORS, PushSettings, push } from './push.ts';

const NOW = Date.UTC(2026, 2, 2, 12);
const secret = createHash('sha256').update('a house').digest();
const parts = {
  clock: createReplayClock(NOW),
  store: { transact: () => Promise.reject(new Error('a browser needs no store')) },
  secret: () => secret,
};
const settings = { contact: 'mailto:it@clinic.example', services: ['127.0.0.1'], timeoutMs: 500 };

const browser = scriptedBrowser();
const { p256dh, auth } = browser;
const subscriptionAt = (url: string) => JSON.stringify(browser.subscriptionAt(url));

/** A push service, as RFC 8030 and RFC 8292 have it: it believes only who signed for it. */
const checking =
  (says: Says) =>
  (request: Heard): Says => {
    const [, token = '', key = ''] = /^vapid t=([\w.-]+), k=([\w-]+)$/.exec(request.headers.authorization ?? '') ?? [];
    const [head, claims = '', signature = ''] = token.split('.');
    const point = Buffer.from(key, 'base64url');
    const jwk = { kty: 'EC', crv: 'P-256', x: point.subarray(1, 33).toString('base64url'), y: point.subarray(33).toString('base64url') };
    const good = createVerify('SHA256')
      .update(`${head}.${claims}`)
      .verify({ key: createPublicKey({ key: jwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' }, signature, 'base64url');
    const { aud, exp, sub } = JSON.parse(Buffer.from(claims, 'base64url').toString());
    if (!good || aud !== request.url.origin || exp * 1000 < NOW || exp * 1000 > NOW + 86_400_000 || !sub.startsWith('mailto:'))
      return { status: 401 };
    if (request.headers['content-encoding'] !== 'aes128gcm' || !/^\d+$/.test(String(request.headers.ttl))) return { status: 400 };
    return says;
  };
const played = async (other: Promise<ScriptedHttp>): Promise<Scripted> => {
  const { url, heard, close } = await other;
  return { settings, address: subscriptionAt(url), seen: () => heard.map(({ headers }) => String(headers.topic)), close };
};
const says = (answer: Says) => played(scriptedHttp(checking(answer)));

channelContract(push, {
  parts,
  secrets: [auth, '/wpush/'],
  situations: {
    accepts: () => says({ status: 201 }),
    refuses: () => says({ status: 410 }),
    'asks-to-wait': () => says({ status: 429, headers: { 'Retry-After': '120' } }),
    fails: () => says({ status: 503 }),
    hangs: () => says('nothing'),
    garbage: () => played(speaksNoHttp()),
    'is-gone': () => played(gone()),
  },
});

const letter = {
  key: 'k1',
  subject: '血糖偏低',
  text: '请现在处理。',
  link: 'https://hearth.example/p/abc',
  about: 'p1',
  urgent: true,
  expires: NOW + 60_000,
};
async function send(answer: Says, change: Record<string, unknown> = {}) {
  const other = await scriptedHttp(checking(answer));
  const channel = push.open(PushSettings.parse(settings), parts);
  const outcome = await channel.send({ ...letter, address: subscriptionAt(other.url), ...change }, new AbortController().signal);
  await other.close();
  return { outcome, heard: other.heard[0] };
}

test('only the browser can read it; the service learns how long, how urgent, and what it replaces', async () => {
  const { outcome, heard } = await send({ status: 201 }, { text: '长'.repeat(5000) });
  expect(outcome).toEqual({ is: 'accepted', receipt: '201' });
  expect(heard!.headers).toMatchObject({ ttl: '60', urgency: 'high', topic: 'k1' });
  expect(heard!.headers.authorization).toContain(`k=${vapidKeys(secret).publicKey}`);
  const { text, ...rest } = browser.read(heard!.body);
  expect(rest).toEqual({ key: 'k1', subject: '血糖偏低', link: 'https://hearth.example/p/abc', urgent: true });
  expect([...(text as string)]).toHaveLength(900);
  expect(heard!.body.includes('血糖')).toBe(false);
});

test.each(Object.entries(ERRORS))('an answer of %s: %j', async (status, [means]) => {
  const { outcome } = await send({ status: Number(status) });
  expect(outcome.is).toBe(means === 'retry' ? 'failed' : 'refused');
  expect('wrongAddress' in outcome && outcome.wrongAddress).toBe(means === 'address');
});

const KEYS = { p256dh, auth };
test.each([
  ['no JSON', 'somewhere', 'not a subscription'],
  ['a service that nobody allowed', JSON.stringify({ endpoint: 'https://internal.example/x', ...KEYS }), 'do not allow'],
  ['a name that only ends like one', JSON.stringify({ endpoint: 'https://evilfcm.googleapis.com.example/x', ...KEYS }), 'do not allow'],
  ['plain http to elsewhere', JSON.stringify({ endpoint: 'http://fcm.googleapis.com/x', ...KEYS }), 'do not allow'],
  ['a key that is no point', JSON.stringify({ endpoint: 'https://fcm.googleapis.com/x', ...KEYS, p256dh: 'B'.repeat(87) }), 'no key'],
])('a subscription with %s is a wrong address', async (_what, address, why) => {
  const channel = push.open(PushSettings.parse({ contact: 'mailto:it@clinic.example' }), parts);
  const outcome = await channel.send({ ...letter, address }, AbortSignal.timeout(2_000));
  expect(outcome).toMatchObject({ is: 'refused', wrongAddress: true, why: expect.stringContaining(why) });
});
