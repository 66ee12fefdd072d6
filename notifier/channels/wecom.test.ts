import { expect, test } from 'vitest';
import { HOUR } from '../../domain/clock.ts';
import { createReplayClock } from '../../domain/replay-clock.ts';
import { channelContract, type Scripted } from '../contract.ts';
import { gone, type Heard, type Says, type ScriptedHttp, scriptedHttp, speaksNoHttp } from '../scripted-http.ts';
import { ERRORS, WecomSettings, wecom } from './wecom.ts';

const NOW = Date.UTC(2026, 2, 2, 12);
const secret = 'a secret that nobody may read';
const clock = createReplayClock(NOW);
const parts = { clock, store: { transact: () => Promise.reject(new Error('WeCom needs no store')) } };
const settings = { corpId: 'ww-test', secret, agentId: 1_000_002, timeoutMs: 500 };

/** WeCom as it documents itself: gettoken with id and secret, tokens that end, an answer of 200 whatever it says. */
function wecomServer(says: Says, { tokensEndAfter = Number.POSITIVE_INFINITY } = {}) {
  let [given, used] = [0, 0];
  return (request: Heard): Says => {
    const { pathname, searchParams } = request.url;
    if (pathname === '/cgi-bin/gettoken') {
      const right = searchParams.get('corpid') === 'ww-test' && searchParams.get('corpsecret') === secret;
      used = 0;
      return { json: right ? { errcode: 0, errmsg: 'ok', access_token: `token-${++given}`, expires_in: 7200 } : { errcode: 40001 } };
    }
    if (pathname !== '/cgi-bin/message/send') return { status: 404 };
    if (searchParams.get('access_token') !== `token-${given}`) return { json: { errcode: 40014, errmsg: 'invalid access_token' } };
    if (++used > tokensEndAfter) return { json: { errcode: 42001, errmsg: 'access_token expired' } };
    return says;
  };
}
const sends = (heard: readonly Heard[]) => heard.filter(({ url }) => url.pathname.endsWith('/send'));
const played = async (other: Promise<ScriptedHttp>): Promise<Scripted> => {
  const { url, heard, close } = await other;
  return { settings: { ...settings, baseUrl: url }, seen: () => sends(heard).map(({ body }) => body.toString()), close };
};
const says = (answer: Says) => played(scriptedHttp(wecomServer(answer)));
const ok = { json: { errcode: 0, errmsg: 'ok', invaliduser: '', msgid: 'm-1' } };

channelContract(wecom, {
  parts,
  keyless: true,
  secrets: [secret, 'token-1'],
  situations: {
    accepts: () => says(ok),
    refuses: () => says({ json: { errcode: 81013, errmsg: secret } }),
    'asks-to-wait': { cannot: 'WeCom does not say how long to wait' },
    fails: () => says({ json: { errcode: -1, errmsg: 'system busy' } }),
    hangs: () => says('nothing'),
    garbage: () => played(speaksNoHttp()),
    'is-gone': () => played(gone()),
  },
});

const letter = { key: 'k1', address: 'li.na', subject: '待办', text: '请联系患者', about: 'p1', urgent: true };
const never = new AbortController().signal;
async function open(answer: Says, more = {}) {
  const other = await scriptedHttp(wecomServer(answer, more));
  const channel = wecom.open(WecomSettings.parse({ ...settings, baseUrl: other.url }), parts);
  return { other, send: (change: Partial<typeof letter> = {}) => channel.send({ ...letter, ...change }, never) };
}

test('one token serves many messages until it ends; then one request fetches the next', async () => {
  const { other, send } = await open(ok);
  await Promise.all([send(), send(), send()]);
  const tokens = () => other.heard.length - sends(other.heard).length;
  expect(tokens()).toBe(1);
  clock.advance(clock.now() + 1.9 * HOUR);
  await send();
  expect(tokens()).toBe(1);
  clock.advance(clock.now() + 0.1 * HOUR);
  await send();
  expect(tokens()).toBe(2);
  await other.close();
});

test('a token that WeCom does not take any more is fetched anew, once, and the message goes out', async () => {
  const { other, send } = await open(ok, { tokensEndAfter: 1 });
  expect((await send()).is).toBe('accepted');
  expect((await send()).is).toBe('accepted');
  expect(sends(other.heard)).toHaveLength(3);
  await other.close();
  const never1 = await open(ok, { tokensEndAfter: 0 });
  expect(await never1.send()).toEqual({ is: 'failed', why: 'the WeCom server does not accept our access token (42001)' });
  expect(sends(never1.other.heard)).toHaveLength(2);
  await never1.other.close();
});

test('WeCom is asked to drop the same text, and gets no more bytes than it shows', async () => {
  const { other, send } = await open(ok);
  expect(await send({ text: '长'.repeat(1000) })).toEqual({ is: 'accepted', receipt: 'm-1' });
  const body = JSON.parse(other.heard.at(-1)!.body.toString());
  expect(body).toMatchObject({ touser: 'li.na', msgtype: 'text', agentid: 1_000_002, enable_duplicate_check: 1 });
  expect(Buffer.byteLength(body.text.content)).toBeLessThanOrEqual(2048);
  expect(body.text.content).toMatch(/^待办\n长+…$/);
  await other.close();
});

test('a yes that leaves this person out is no yes', async () => {
  const { other, send } = await open({ json: { errcode: 0, errmsg: 'ok', invaliduser: 'LI.NA', msgid: 'm' } });
  expect(await send()).toMatchObject({ is: 'refused', wrongAddress: true });
  await other.close();
});

test('with a wrong secret the message waits: an administrator can mend it', async () => {
  const other = await scriptedHttp(wecomServer(ok));
  const channel = wecom.open(WecomSettings.parse({ ...settings, secret: 'another secret, not ours', baseUrl: other.url }), parts);
  expect(await channel.send(letter, never)).toMatchObject({
    is: 'failed',
    why: expect.stringContaining('check corpId and secret (40001)'),
  });
  await other.close();
});

test.each(Object.entries(ERRORS))('code %s: %j', async (code, [means]) => {
  const { other, send } = await open({ json: { errcode: Number(code), errmsg: 'li.na' } });
  const outcome = await send();
  expect(outcome.is).toBe(means === 'retry' ? 'failed' : 'refused');
  expect('wrongAddress' in outcome && outcome.wrongAddress).toBe(means === 'address');
  await other.close();
});
