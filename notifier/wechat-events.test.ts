import { expect, test } from 'vitest';
import { createReplayClock } from '../domain/replay-clock.ts';
import { fieldsOf, wechatEvents } from './wechat-events.ts';
import { decrypted, encrypted, wechatSignature } from './wechat-secrecy.ts';

const NOW = Date.UTC(2026, 2, 2, 12);
const appId = 'wxb11529c136998cb6';
const token = 'pamtest';
const encodingAesKey = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG';
const door = { appId, token, clock: createReplayClock(NOW) };
const safe = { ...door, encodingAesKey };

const event = (inner: string) =>
  `<xml><ToUserName><![CDATA[gh_7f083739789a]]></ToUserName><FromUserName><![CDATA[oia2TjuEGTNoeX76QEjQNrcURxG8]]></FromUserName><CreateTime>1395658920</CreateTime>${inner}</xml>`;
const finished = (status: string, id = '3487542469355618313') =>
  event(
    `<MsgType><![CDATA[event]]></MsgType><Event><![CDATA[TEMPLATESENDJOBFINISH]]></Event><MsgID>${id}</MsgID><Status><![CDATA[${status}]]></Status>`,
  );

function query(more: Record<string, string> = {}, timestamp = String(NOW / 1000)) {
  const nonce = '486452656';
  return new Map(Object.entries({ timestamp, nonce, signature: wechatSignature(token, timestamp, nonce), ...more }));
}
const plain = (body: string, asked = query()) => wechatEvents(door)({ query: asked, body });
function secretly(body: string, more: Record<string, string> = {}) {
  const secret = encrypted(body, encodingAesKey, appId);
  const asked = query();
  const msg_signature = wechatSignature(token, asked.get('timestamp')!, asked.get('nonce')!, secret);
  return wechatEvents(safe)({
    query: new Map([...asked, ...Object.entries({ encrypt_type: 'aes', msg_signature, ...more })]),
    body: `<xml><ToUserName><![CDATA[gh_7f083739789a]]></ToUserName><Encrypt><![CDATA[${secret}]]></Encrypt></xml>`,
  });
}

test('whether the address is ours: what it asks comes back, if it is WeChat that asks', () => {
  expect(plain('', query({ echostr: '5838479218127813673' }))).toEqual({
    is: 'heard',
    reports: [],
    answer: { type: 'text/plain', body: '5838479218127813673' },
  });
  expect(plain('', query({ echostr: 'x', signature: wechatSignature('other', '1', '2') }))).toEqual({ is: 'forged' });
});

test.each([
  ['success', { is: 'delivered' }],
  ['failed:user block', { is: 'failed', wrongAddress: true }],
  ['failed: system failed', { is: 'failed', wrongAddress: false }],
  ['failed:system failed', { is: 'failed', wrongAddress: false }],
])('a template message ended with %j, plain or encrypted', (status, report) => {
  for (const heard of [plain(finished(status)), secretly(finished(status))])
    expect(heard).toMatchObject({
      is: 'heard',
      reports: [{ of: { receipt: '3487542469355618313' }, report }],
      answer: { body: 'success' },
    });
});

test('a subscribed notice reports each message of its list', () => {
  const row = (id: string, code: number) =>
    `<List><TemplateId><![CDATA[t]]></TemplateId><MsgID>${id}</MsgID><ErrorCode>${code}</ErrorCode><ErrorStatus><![CDATA[x]]></ErrorStatus></List>`;
  const inner = `<MsgType><![CDATA[event]]></MsgType><Event><![CDATA[subscribe_msg_sent_event]]></Event><SubscribeMsgSentEvent>${row('1700827132819554304', 0)}${row('2', -1)}</SubscribeMsgSentEvent>`;
  expect(plain(event(inner))).toMatchObject({
    reports: [
      { of: { receipt: '1700827132819554304' }, report: { is: 'delivered' } },
      { of: { receipt: '2' }, report: { is: 'failed', why: 'the WeChat server could not deliver the notice (-1)', wrongAddress: false } },
    ],
  });
});

test('other events are heard and change nothing', () => {
  expect(plain(event('<MsgType>event</MsgType><Event>subscribe</Event>'))).toEqual({
    is: 'heard',
    reports: [],
    answer: { type: 'text/plain', body: 'success' },
  });
});

test('a signature of ten minutes ago, of another token, or of another body opens nothing', () => {
  const old = String(NOW / 1000 - 601);
  expect(plain(finished('success'), query({}, old))).toEqual({ is: 'forged' });
  expect(plain(finished('success'), query({}, String(NOW / 1000 - 599)))).toMatchObject({ is: 'heard' });
  expect(plain(finished('success'), query({ signature: wechatSignature('other', '1', '2') }))).toEqual({ is: 'forged' });
  expect(plain(finished('success'), new Map())).toEqual({ is: 'forged' });
  expect(secretly(finished('success'), { msg_signature: wechatSignature(token, 'x') })).toEqual({ is: 'forged' });
  expect(secretly(finished('success'), { timestamp: old })).toEqual({ is: 'forged' });
  // With a key, what is not encrypted is not read, though its signature is right.
  expect(wechatEvents(safe)({ query: query(), body: finished('success') })).toEqual({ is: 'forged' });
});

test('encrypted for another account is not ours', () => {
  const heard = wechatEvents({ ...safe, appId: 'wx0000000000000000' });
  const secret = encrypted(finished('success'), encodingAesKey, appId);
  const asked = query();
  const msg_signature = wechatSignature(token, asked.get('timestamp')!, asked.get('nonce')!, secret);
  expect(heard({ query: query({ msg_signature }), body: `<xml><Encrypt>${secret}</Encrypt></xml>` })).toEqual({ is: 'forged' });
});

test.each(['', '<xml', 'no xml', '<xml><a></b></xml>'])('%j is no XML: heard, and nothing follows', (body) => {
  expect(plain(body)).toEqual({ is: 'heard', reports: [], answer: { type: 'text/plain', body: 'success' } });
});

test('an entity of a DTD is not expanded', () => {
  const bomb = `<!DOCTYPE xml [<!ENTITY a "aaaaaaaaaa">]>${finished('success').replace('3487542469355618313', '&a;')}`;
  expect(JSON.stringify([...fieldsOf(bomb)])).not.toContain('aaaaaaaaaa');
});

test('what a follower writes is passed on with its own name; of a recording what was heard in it', () => {
  const text = (inner: string) => plain(event(`${inner}<MsgId>1234567890123456</MsgId>`));
  expect(text('<MsgType>text</MsgType><Content><![CDATA[胸口疼 <b>]]></Content>')).toMatchObject({
    reports: [],
    wrote: { id: 'wechat 1234567890123456', from: 'oia2TjuEGTNoeX76QEjQNrcURxG8', text: '胸口疼 <b>', attachments: 0 },
  });
  expect(text('<MsgType>voice</MsgType><Recognition>胸口疼</Recognition>')).toMatchObject({ wrote: { text: '胸口疼', attachments: 1 } });
  expect(text('<MsgType>image</MsgType>')).toMatchObject({ wrote: { text: '', attachments: 1 } });
});

test('a stranger hears that nobody reads it, encrypted where WeChat wants it so', () => {
  const written = event('<MsgType>text</MsgType><Content>你好</Content><MsgId>1</MsgId>');
  const heard = plain(written);
  const body = heard.is === 'heard' ? heard.wrote!.stranger.body : '';
  expect(fieldsOf(body).get('ToUserName')).toEqual(['oia2TjuEGTNoeX76QEjQNrcURxG8']);
  expect(fieldsOf(body).get('Content')![0]).toMatch(/120.*Nobody reads this/);
  const hidden = secretly(written);
  const fields = fieldsOf(hidden.is === 'heard' ? hidden.wrote!.stranger.body : '');
  const [secret, signature, timestamp, nonce] = ['Encrypt', 'MsgSignature', 'TimeStamp', 'Nonce'].map((name) => fields.get(name)![0]!);
  expect(signature).toBe(wechatSignature(token, timestamp!, nonce!, secret!));
  expect(fieldsOf(decrypted(secret!, encodingAesKey, appId)!).get('Content')![0]).toContain('120');
});
