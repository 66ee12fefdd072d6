import { afterAll, beforeAll, expect, test } from 'vitest';
import { Contact } from '../domain/contact.ts';
import { createReplayClock } from '../domain/replay-clock.ts';
import { type ScriptedHttp, scriptedHttp } from '../notifier/scripted-http.ts';
import { encrypted, wechatSignature } from '../notifier/wechat-secrecy.ts';
import { openTestHouse, type TestHouse } from '../tests/house.ts';

/** What Alibaba Cloud and WeChat post of messages that they took, at a real house; both played by a real server. */
const NOON = Date.UTC(2026, 2, 2, 12);
const clock = createReplayClock(NOON);
const reportToken = 'a-token-of-24-letters-or-more';
const appId = 'wxb11529c136998cb6';
const encodingAesKey = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG';
const openid = 'oia2TjuEGTNoeX76QEjQNrcURxG8';
/** Longer than a number of JavaScript can hold. */
const MSGID = '3487542469355618313';
let house: TestHouse;
let provider: ScriptedHttp;

beforeAll(async () => {
  provider = await scriptedHttp(({ url }) => {
    if (url.pathname.endsWith('stable_token')) return { json: { access_token: 'stable', expires_in: 7200 } };
    if (url.pathname.endsWith('template/send')) return { text: `{"errcode":0,"errmsg":"ok","msgid":${MSGID}}` };
    return { json: { Code: 'OK', BizId: '900619746936498440^0' } };
  });
  house = await openTestHouse({
    clock,
    settings: {
      channels: {
        inbox: {},
        aliyun: {
          accessKeyId: 'LTAI-test-key',
          accessKeySecret: 'a secret that nobody may read',
          signName: '阳光诊所',
          templateCode: 'SMS_1',
          reportToken,
          baseUrl: provider.url,
        },
        wechat: {
          appId,
          secret: 'a secret that nobody may read',
          templateId: 'template-0001',
          fields: { thing1: 'subject' },
          token: 'pamtest',
          encodingAesKey,
          baseUrl: provider.url,
        },
      },
    },
  });
  await house.moveIn('p1', [], { language: 'zh-CN' });
  await house.store.transact(async (records) => {
    await records.identities.save('p1', { name: '王芳', phone: '+86 138 0000 0001' });
    const contact = { addresses: { wechat: openid }, consent: { ways: ['sms', 'wechat'], at: NOON, by: 'nurse' } };
    await records.contacts.save('patient:p1', Contact.parse(contact));
  });
});
afterAll(async () => {
  await house.close();
  await provider.close();
});

const post = (path: string, body: string, type: string) =>
  fetch(`${house.url}/api/v1/callbacks/${path}`, { method: 'POST', headers: { 'content-type': type }, body });
const sms = (rows: unknown, token = reportToken) => post(`aliyun?token=${token}`, JSON.stringify(rows), 'application/json;charset=UTF-8');
function wechat(inner: string, token = 'pamtest') {
  const secret = encrypted(
    `<xml><ToUserName>gh_1</ToUserName><FromUserName>${openid}</FromUserName><CreateTime>1</CreateTime>${inner}</xml>`,
    encodingAesKey,
    appId,
  );
  const [timestamp, nonce] = [String(Math.floor(clock.now() / 1000)), '486452656'];
  const query = new URLSearchParams({
    signature: wechatSignature(token, timestamp, nonce),
    timestamp,
    nonce,
    openid,
    encrypt_type: 'aes',
    msg_signature: wechatSignature(token, timestamp, nonce, secret),
  });
  return post(`wechat?${query}`, `<xml><ToUserName>gh_1</ToUserName><Encrypt><![CDATA[${secret}]]></Encrypt></xml>`, 'text/xml');
}
const finished = (status: string, id = MSGID) =>
  `<MsgType>event</MsgType><Event>TEMPLATESENDJOBFINISH</Event><MsgID>${id}</MsgID><Status>${status}</Status>`;

async function sendUrgently(key: string): Promise<void> {
  const message = {
    key,
    to: { person: 'p1', role: 'patient' },
    about: 'p1',
    template: 'pathway.message',
    values: { 'text.en': 'Measure now.', 'text.zh-CN': '请现在测量。' },
    urgent: true,
    due: clock.now(),
  } as const;
  await house.store.transact((records) => records.decisions.apply([{ do: 'send', message }], clock.now()));
  await house.settle();
}
const sentBy = async (channel: string, message: string) =>
  (await house.store.sends.of('p1', 99)).find((one) => one.channel === channel && one.message === message)!;
const failures = async () => (await house.store.outbox.of('p1', 99)).filter(({ message }) => message.template === 'delivery.failed').length;

test('accepted is not delivered: each becomes delivered when its provider says so, once, whoever posts again', async () => {
  await sendUrgently('u1');
  const before = await sentBy('aliyun', 'u1');
  expect(before.steps).toEqual({ accepted: NOON });
  expect((await sentBy('wechat', 'u1')).receipt).toBe(MSGID);
  clock.advance(NOON + 4_000);
  const answered = await sms([{ out_id: before.key, success: true, err_code: 'DELIVERED' }]);
  expect([answered.status, await answered.json()]).toEqual([200, { code: 0, msg: '接收成功' }]);
  expect(await (await wechat(finished('success'))).text()).toBe('success');
  clock.advance(NOON + 9_000);
  await sms([{ out_id: before.key, success: true, err_code: 'DELIVERED' }]);
  await wechat(finished('success'));
  for (const channel of ['aliyun', 'wechat'])
    expect((await sentBy(channel, 'u1')).steps).toEqual({ accepted: NOON, delivered: NOON + 4_000 });
});

test('what comes from somebody else changes nothing, and nor does what is about no message of ours', async () => {
  await sendUrgently('u2');
  const { key } = await sentBy('aliyun', 'u2');
  const before = JSON.stringify(await house.store.sends.of('p1', 99));
  expect((await sms([{ out_id: key, success: true }], `${reportToken}x`)).status).toBe(403);
  expect((await wechat(finished('success'), 'other')).status).toBe(403);
  expect((await post('twilio?token=x', '[]', 'application/json')).status).toBe(403);
  expect((await post('inbox', '', 'text/plain')).status).toBe(403);
  expect(
    (
      await sms([
        { out_id: 'no-such-key', success: true },
        { out_id: 'u2', success: false },
      ])
    ).status,
  ).toBe(200);
  expect((await wechat(finished('success', '77'))).status).toBe(200);
  // A number of one provider is none of another's.
  expect((await sms([{ out_id: (await sentBy('wechat', 'u2')).key, success: true }])).status).toBe(200);
  expect(JSON.stringify(await house.store.sends.of('p1', 99))).toBe(before);
  expect(await failures()).toBe(0);
});

test('a report that is here before our own note of the message is not lost', async () => {
  const early = sms([{ out_id: 'early', success: true, err_code: 'DELIVERED' }]);
  const { key: _, ...other } = await sentBy('aliyun', 'u2');
  await house.store.transact((records) =>
    records.sends.note([{ ...other, key: 'early', message: 'u3', steps: { accepted: clock.now() } }]),
  );
  expect((await early).status).toBe(200);
  expect((await house.store.sends.get('early'))!.steps.delivered).toBe(clock.now());
});

test('what could not be delivered is told to the coordinator once; what comes late about a message that arrived alarms nobody', async () => {
  const late = await sentBy('aliyun', 'u1');
  await sms([{ out_id: late.key, success: false, err_code: 'MOBILE_NOT_ON_SERVICE' }]);
  expect((await sentBy('aliyun', 'u1')).failed).toBeUndefined();
  expect(await failures()).toBe(0);
  const { key } = await sentBy('aliyun', 'u2');
  for (let i = 0; i < 2; i++) await sms([{ out_id: key, success: false, err_code: 'MOBILE_NOT_ON_SERVICE' }]);
  expect((await sentBy('aliyun', 'u2')).failed).toMatchObject({
    why: 'the number is not in use, switched off or out of reach (MOBILE_NOT_ON_SERVICE)',
    wrongAddress: false,
  });
  expect(await failures()).toBe(1);
});

test('WeChat asks whether the address is ours', async () => {
  const [timestamp, nonce] = [String(Math.floor(clock.now() / 1000)), '1'];
  const ask = (signature: string) =>
    fetch(`${house.url}/api/v1/callbacks/wechat?${new URLSearchParams({ signature, timestamp, nonce, echostr: '583' })}`);
  expect(await (await ask(wechatSignature('pamtest', timestamp, nonce))).text()).toBe('583');
  expect((await ask('0'.repeat(40))).status).toBe(403);
});

test('what a patient writes to the account is a message like any other: danger is seen at once; a stranger hears that nobody reads it', async () => {
  const text = '<MsgType>text</MsgType><Content>胸口剧痛，喘不上气</Content><MsgId>9001</MsgId>';
  for (let i = 0; i < 2; i++) expect(await (await wechat(text)).text()).toBe('success');
  expect((await house.store.alerts.open()).filter(({ patient }) => patient === 'p1')).toHaveLength(1);
  await house.store.transact((records) => records.contacts.save('patient:p1', Contact.parse({})));
  const stranger = await wechat(text.replace('9001', '9002'));
  expect(stranger.headers.get('content-type')).toContain('xml');
  expect(await stranger.text()).toContain('<Encrypt>');
});
