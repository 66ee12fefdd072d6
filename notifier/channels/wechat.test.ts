import { expect, test } from 'vitest';
import { HOUR } from '../../domain/clock.ts';
import { createReplayClock } from '../../domain/replay-clock.ts';
import { channelContract, type Scripted } from '../contract.ts';
import { gone, type Heard, type Says, type ScriptedHttp, scriptedHttp, speaksNoHttp } from '../scripted-http.ts';
import { ERRORS, WechatSettings, wechat } from './wechat.ts';

const NOW = Date.UTC(2026, 2, 2, 4);
const secret = 'a secret that nobody may read';
const clock = createReplayClock(NOW);
const parts = { clock, store: { transact: () => Promise.reject(new Error('WeChat needs no store')) } };
const settings = {
  appId: `wx${'0123456789abcdef'}`,
  secret,
  templateId: 'template-0001',
  fields: { thing1: 'subject', time2: 'time', thing3: 'text' },
  timeoutMs: 500,
};

/** WeChat as it documents itself: a stable token for id and secret, an answer of 200 whatever it says. */
function wechatServer(says: Says) {
  return (request: Heard): Says => {
    const body = JSON.parse(request.body.toString());
    if (request.url.pathname === '/cgi-bin/stable_token') {
      const right = body.grant_type === 'client_credential' && body.appid === settings.appId && body.secret === secret;
      return { json: right ? { access_token: 'stable-token', expires_in: 7200 } : { errcode: 40013, errmsg: 'invalid appid' } };
    }
    if (request.url.searchParams.get('access_token') !== 'stable-token') return { json: { errcode: 40014 } };
    if (!['/cgi-bin/message/template/send', '/cgi-bin/message/subscribe/bizsend'].includes(request.url.pathname)) return { status: 404 };
    return says;
  };
}
const sends = (heard: readonly Heard[]) => heard.filter(({ url }) => !url.pathname.endsWith('token'));
const played = async (other: Promise<ScriptedHttp>): Promise<Scripted> => {
  const { url, heard, close } = await other;
  return {
    settings: { ...settings, baseUrl: url },
    seen: () => sends(heard).map(({ body }) => JSON.parse(body.toString()).client_msg_id),
    close,
  };
};
const says = (answer: Says) => played(scriptedHttp(wechatServer(answer)));
const ok = { json: { errcode: 0, errmsg: 'ok', msgid: 200_228_332 } };

channelContract(wechat, {
  parts,
  secrets: [secret, 'stable-token'],
  situations: {
    accepts: () => says(ok),
    refuses: () => says({ json: { errcode: 43_004, errmsg: secret } }),
    'asks-to-wait': { cannot: 'WeChat does not say how long to wait' },
    fails: () => says({ json: { errcode: -1, errmsg: 'system error' } }),
    hangs: () => says('nothing'),
    garbage: () => played(speaksNoHttp()),
    'is-gone': () => played(gone()),
  },
});

const letter = {
  key: 'k1',
  address: 'oABCDEFGHIJKLMNOPQRSTUVWXYZ12',
  subject: '血糖偏低，请现在处理并在十五分钟后再测一次血糖',
  text: '您的血糖偏低。',
  link: 'https://hearth.example/p/abc',
  about: 'p1',
  urgent: true,
};
async function send(answer: Says, more: Record<string, unknown> = {}) {
  const other = await scriptedHttp(wechatServer(answer));
  const channel = wechat.open(WechatSettings.parse({ ...settings, ...more, baseUrl: other.url }), parts);
  const outcome = await channel.send(letter, new AbortController().signal);
  await other.close();
  return { outcome, body: JSON.parse(other.heard.at(-1)!.body.toString()), path: other.heard.at(-1)!.url.pathname };
}

test('the fields of the template get what the settings say, no longer than WeChat takes', async () => {
  const { outcome, body } = await send(ok);
  expect(outcome).toEqual({ is: 'accepted', receipt: '200228332' });
  expect(body).toEqual({
    touser: letter.address,
    template_id: 'template-0001',
    client_msg_id: 'k1',
    url: letter.link,
    data: {
      thing1: { value: '血糖偏低，请现在处理并在十五分钟后再测…' },
      time2: { value: '2026年3月2日 12:00' },
      thing3: { value: '您的血糖偏低。' },
    },
  });
  expect([...body.data.thing1.value]).toHaveLength(20);
});

test('a notice that the person subscribed to goes its own way', async () => {
  const { body, path } = await send(ok, { kind: 'subscribe' });
  expect(path).toBe('/cgi-bin/message/subscribe/bizsend');
  expect(body).toMatchObject({ touser: letter.address, page: letter.link });
  expect(body.client_msg_id).toBeUndefined();
});

test('the token is kept for as long as WeChat says, less five minutes', async () => {
  const other = await scriptedHttp(wechatServer(ok));
  const channel = wechat.open(WechatSettings.parse({ ...settings, baseUrl: other.url }), parts);
  for (const after of [0, 1.9 * HOUR, 0.1 * HOUR]) {
    clock.advance(clock.now() + after);
    await channel.send(letter, new AbortController().signal);
  }
  expect(other.heard.filter(({ url }) => url.pathname.endsWith('token'))).toHaveLength(2);
  await other.close();
});

test('with a wrong secret the message waits: an administrator can mend it', async () => {
  expect((await send(ok, { secret: 'another secret, not ours' })).outcome).toMatchObject({
    is: 'failed',
    why: expect.stringContaining('(40013)'),
  });
});

test.each(Object.entries(ERRORS))('code %s: %j', async (code, [means]) => {
  const { outcome } = await send({ json: { errcode: Number(code), errmsg: 'x' } });
  expect(outcome.is).toBe(means === 'retry' ? 'failed' : 'refused');
  expect('wrongAddress' in outcome && outcome.wrongAddress).toBe(means === 'address');
});
