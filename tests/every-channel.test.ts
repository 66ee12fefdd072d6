/** A low reading on the running server, and its messages at every provider: once, in the patient's language, and how far each got. */
import { createHmac } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MqttClient } from 'mqtt';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { messages } from '../commands/messages.ts';
import { MINUTE } from '../domain/clock.ts';
import { Contact } from '../domain/contact.ts';
import { type Send, stepOf } from '../domain/reach.ts';
import { createReplayClock } from '../domain/replay-clock.ts';
import { verifyWebhook } from '../notifier/channels/webhook.ts';
import { wechatSignature } from '../notifier/wechat-secrecy.ts';
import { createCallers } from './callers.ts';
import { type EveryProvider, everyProvider, type Got, REPORT_TOKEN, TWILIO_TOKEN, WEBHOOK_SECRET, WECHAT_TOKEN } from './every-provider.ts';
import { glucose, openTestHouse, type TestHouse } from './house.ts';
import { eventually, freePort } from './services.ts';

const NOON = Date.UTC(2026, 2, 2, 12);
const clock = createReplayClock(NOON);
/** Both languages with both providers of SMS. */
const PEOPLE = [
  { id: 'li', language: 'zh-CN', zone: 'Asia/Shanghai', phone: '+8613800000001' },
  { id: 'chen', language: 'zh-CN', zone: 'Europe/London', phone: '+447700900101' },
  { id: 'ann', language: 'en', zone: 'Europe/London', phone: '+447700900102' },
  { id: 'joe', language: 'en', zone: 'Asia/Shanghai', phone: '+8613800000002' },
] as const;
type Someone = (typeof PEOPLE)[number];
/** Where a line is all there is room for, it says what is wrong and not from whom it comes. */
const TREAT = { 'zh-CN': '您的血糖偏低，请现在就处理', en: 'Your glucose is low' };
const WAYS = ['email', 'sms', 'wecom', 'wechat', 'push', 'webhook', 'mqtt'] as const;

let providers: EveryProvider;
let house: TestHouse;
const { call: ask, hire } = createCallers(() => house, clock.now);
const hubs: MqttClient[] = [];

const openidOf = (id: string) => `openid-${id}`.padEnd(28, '0');
beforeAll(async () => {
  providers = await everyProvider();
  const port = await freePort();
  house = await openTestHouse({
    clock,
    background: true,
    settings: { http: { port, publicUrl: `http://127.0.0.1:${port}` }, channels: providers.channels, clinic: { language: 'en' } },
  });
  for (const { id, language, zone, phone } of PEOPLE) {
    await house.moveIn(id, [`meter-${id}`, `hub-${id}`], { language, zone });
    const addresses = { wecom: id, wechat: openidOf(id), webhook: id, push: [providers.browser(id)], mqtt: [`hub-${id}`] };
    const consent = { ways: [...WAYS], at: NOON, by: 'nurse' };
    await house.store.transact(async (records) => {
      await records.identities.save(id, { name: id, email: `${id}@home.example`, phone });
      await records.contacts.save(`patient:${id}`, Contact.parse({ consent, addresses }));
    });
    const hub = await house.connect(`hub-${id}`);
    hub.on('message', (_topic, payload) => {
      const { key, subject, text } = JSON.parse(payload.toString()) as Record<'key' | 'subject' | 'text', string>;
      providers.got.push({ channel: 'mqtt', to: id, text: `${subject}\n${text}`, id: key });
    });
    await hub.subscribeAsync(`hearth/v1/hub-${id}/down/#`, { qos: 1 });
    hubs.push(hub);
  }
  await hire({ doctor: 'doctor' });
});
afterAll(async () => {
  for (const hub of hubs) await hub.endAsync(true);
  await house.close();
  await providers.close();
});

const call = (method: string, path: string) => ask(method, path, 'doctor');
const sendsOf = async ({ id }: Someone) => (await (await call('GET', `/patients/${id}/sends`)).json()) as Send[];
/** What somebody was sent, whatever the provider calls them. */
const gotBy = ({ id, phone }: Someone): readonly Got[] =>
  providers.got.filter(({ to }) => [id, `${id}@home.example`, phone, phone.replace('+86', ''), openidOf(id)].includes(to));
/** Nothing is owed any more before the clock moves on. */
const quiet = () =>
  eventually('nothing more to send', async () => ((await house.store.outbox.next()) ?? Number.POSITIVE_INFINITY) > clock.now());

async function measure({ id }: Someone, value: number): Promise<void> {
  const meter = await house.connect(`meter-${id}`);
  await meter.publishAsync(`hearth/v1/meter-${id}/readings`, glucose(value, clock.now()), { qos: 1 });
  await meter.endAsync();
}
const smsOf = ({ phone }: Someone) => (phone.startsWith('+86') ? 'aliyun' : 'twilio');
const channelsOf = (who: Someone) => ['inbox', 'mqtt', 'push', 'smtp', smsOf(who), 'webhook', 'wechat', 'wecom'].sort();

test('every provider gets the treatment once, in the language of the patient', async () => {
  for (const who of PEOPLE) await measure(who, 3.4);
  for (const who of PEOPLE) await eventually(`${who.id} is told on every way`, () => gotBy(who).length >= 7);
  await quiet();
  for (const who of PEOPLE) {
    const zh = who.language === 'zh-CN';
    const got = gotBy(who);
    expect(new Set(got.map(({ channel, id, text }) => `${channel} ${id || text}`)).size, who.id).toBe(got.length);
    for (const channel of channelsOf(who).filter((one) => one !== 'inbox')) {
      const texts = got.filter((one) => one.channel === channel).map(({ text }) => text);
      const [treatment] = texts;
      expect(texts, `${who.id} by ${channel}: what was measured and what to do are one message`).toHaveLength(1);
      expect(treatment).toContain(TREAT[who.language]);
      if (!['aliyun', 'wechat'].includes(channel))
        expect(treatment).toContain(zh ? '请马上吃 15 克起效快的糖' : 'take 15 g of fast sugar at once');
      if (!zh) expect(texts.join()).not.toMatch(/\p{Script=Han}/u);
    }
  }
  for (const { headers, body } of providers.webhook.heard) {
    const signed = { timestamp: String(headers['hearth-timestamp']), signature: String(headers['hearth-signature']) };
    expect(verifyWebhook({ secret: WEBHOOK_SECRET, body: body.toString(), now: clock.now(), ...signed })).toBe(true);
  }
});

test('accepted, delivered, read and acknowledged are four states, and the API and the command line say which', async () => {
  for (const who of PEOPLE) {
    const sends = (await sendsOf(who)).filter(({ template }) => template === 'alert.pathway');
    expect(sends.map(({ channel }) => channel).sort()).toEqual(channelsOf(who));
    for (const send of sends)
      expect([send.channel, stepOf(send)]).toEqual([send.channel, send.channel === 'mqtt' ? 'delivered' : 'accepted']);
  }
  clock.advance(NOON + MINUTE);
  const [li, chen] = PEOPLE;
  const by = (channel: string, sends: readonly Send[]) => sends.find((send) => send.channel === channel && send.urgent)!;
  // Alibaba Cloud and Twilio report the SMS, WeChat its template message.
  const [liSends, chenSends] = [await sendsOf(li), await sendsOf(chen)];
  const reported = await post(
    `aliyun?token=${REPORT_TOKEN}`,
    JSON.stringify([{ out_id: by('aliyun', liSends).key, success: true }]),
    'application/json',
  );
  expect(reported.status).toBe(200);
  const sms = gotBy(chen).find(({ id }) => id === by('twilio', chenSends).key)!;
  const form = { MessageSid: 'SM1', MessageStatus: 'delivered' };
  const signature = createHmac('sha1', TWILIO_TOKEN).update(`${sms.report}MessageSidSM1MessageStatusdelivered`).digest('base64');
  const told = await fetch(sms.report!, { method: 'POST', headers: { 'x-twilio-signature': signature }, body: new URLSearchParams(form) });
  expect(told.status).toBe(204);
  const [timestamp, nonce] = [String(Math.floor(clock.now() / 1000)), '486452656'];
  const query = new URLSearchParams({ signature: wechatSignature(WECHAT_TOKEN, timestamp, nonce), timestamp, nonce });
  const receipt = (await house.store.sends.of('li', 99)).find(({ channel, urgent }) => channel === 'wechat' && urgent)!.receipt;
  const event = `<xml><FromUserName>${openidOf('li')}</FromUserName><MsgType>event</MsgType><Event>TEMPLATESENDJOBFINISH</Event><MsgID>${receipt}</MsgID><Status>success</Status></xml>`;
  expect(await (await post(`wechat?${query}`, event, 'text/xml')).text()).toBe('success');
  const mail = gotBy(li).find(({ channel, text }) => channel === 'smtp' && text.includes('/p/'))!;
  // The link of a mail opens the patient's own page: read.
  const link = /https?:\/\/\S+\/p\/(\S+)\?m=(\S+)/.exec(mail.text)!;
  const opened = await fetch(`${house.url}/api/v1/own-page/${link[1]}/seen`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ message: link[2] }),
  });
  expect(opened.status).toBe(204);
  // And somebody tells a nurse on the telephone.
  expect((await call('POST', `/sends/${by('wecom', liSends).key}/acknowledge`)).status).toBe(204);

  const after = Object.fromEntries((await sendsOf(li)).filter(({ urgent }) => urgent).map((send) => [send.channel, stepOf(send)]));
  expect(after).toEqual({
    ...{ inbox: 'read', mqtt: 'delivered', push: 'accepted', webhook: 'accepted' },
    ...{ smtp: 'read', aliyun: 'delivered', wechat: 'delivered', wecom: 'acknowledged' },
  });
  expect(stepOf((await sendsOf(li)).find(({ key }) => key === mail.id)!)).toBe('read');
  const config = join(house.folder, 'hearth.yaml');
  writeFileSync(config, `data: ${house.folder}\n`);
  const said: string[] = [];
  const out = { write: (text: string) => said.push(text), say: (text: string) => said.push(text), isTerminal: false };
  await messages.run(['li', '--config', config], out);
  expect(said.join('')).toMatch(/alert\.pathway\tpatient:li\twecom\tacknowledged/);
  expect(said.join('')).toMatch(/alert\.pathway\tpatient:li\tpush\taccepted/);
  expect(stepOf(by('twilio', await sendsOf(chen)))).toBe('delivered');
});

const post = (path: string, body: string, type: string) =>
  fetch(`${house.url}/api/v1/callbacks/${path}`, { method: 'POST', headers: { 'content-type': type }, body });
