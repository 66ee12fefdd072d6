import { expect, test } from 'vitest';
import { createReplayClock } from '../../domain/replay-clock.ts';
import { channelContract, type Scripted } from '../contract.ts';
import { gone, type Heard, type Says, type ScriptedHttp, scriptedHttp, speaksNoHttp } from '../scripted-http.ts';
import { ERRORS, TwilioSettings, twilio } from './twilio.ts';

const NOW = Date.UTC(2026, 2, 2, 12);
const secret = 'an auth token nobody reads';
const accountSid = `AC${'0123456789abcdef'.repeat(2)}`;
const parts = {
  clock: createReplayClock(NOW),
  store: { transact: () => Promise.reject(new Error('an SMS needs no store')) },
  callback: (channel: string, key: string) => `https://hearth.example/api/v1/callbacks/${channel}/${key}`,
};

const settings = { accountSid, secret, from: '+15005550006', timeoutMs: 500 };
const form = ({ body }: Heard) => new URLSearchParams(body.toString());
/** As Twilio documents it: basic auth with account and token, a form; 201 with the message's sid. */
const checking =
  (says: Says) =>
  (request: Heard): Says => {
    const expected = `Basic ${Buffer.from(`${accountSid}:${secret}`).toString('base64')}`;
    const right = request.method === 'POST' && request.url.pathname === `/2010-04-01/Accounts/${accountSid}/Messages.json`;
    if (!right) return { status: 404, json: { code: 20404 } };
    if (request.headers.authorization !== expected) return { status: 401, json: { code: 20003 } };
    if (request.headers['content-type']?.split(';')[0] !== 'application/x-www-form-urlencoded')
      return { status: 400, json: { code: 21603 } };
    return says;
  };
const played = async (other: Promise<ScriptedHttp>): Promise<Scripted> => {
  const { url, heard, close } = await other;
  return { settings: { ...settings, baseUrl: url }, seen: () => heard.map((one) => form(one).get('StatusCallback')!), close };
};
const says = (answer: Says) => played(scriptedHttp(checking(answer)));
const taken = { status: 201, json: { sid: `SM${'a'.repeat(32)}`, status: 'queued' } };
const error = (code: number, status = 400) => ({ status, json: { code, message: `+15005550001 ${secret}`, status } });

channelContract(twilio, {
  parts,
  secrets: [secret, accountSid],
  situations: {
    accepts: () => says(taken),
    refuses: () => says(error(21614)),
    'asks-to-wait': () => says({ ...error(20429, 429), headers: { 'Retry-After': '120' } }),
    fails: () => says(error(20503, 503)),
    hangs: () => says('nothing'),
    garbage: () => played(speaksNoHttp()),
    'is-gone': () => played(gone()),
  },
});

const letter = {
  key: 'k1',
  address: '+8613800000001',
  subject: '血糖偏低',
  text: `您的血糖偏低。${'很长。'.repeat(300)}\nhttps://hearth.example/p/abc`,
  link: 'https://hearth.example/p/abc',
  about: 'p1',
  urgent: true,
  expires: NOW + 90_000,
};
async function send(answer: Says, change: Partial<typeof letter> = {}) {
  const other = await scriptedHttp(checking(answer));
  const channel = twilio.open(TwilioSettings.parse({ ...settings, baseUrl: other.url }), parts);
  const outcome = await channel.send({ ...letter, ...change }, new AbortController().signal);
  await other.close();
  return { outcome, heard: other.heard };
}

test('the text is cut, its link is not; the provider drops it when it is too late', async () => {
  const { outcome, heard } = await send(taken, { text: `${letter.text}\n${'好'.repeat(900)}` });
  expect(outcome).toEqual({ is: 'accepted', receipt: taken.json.sid });
  const sent = form(heard[0]!);
  expect(sent.get('To')).toBe('+8613800000001');
  expect(sent.get('From')).toBe('+15005550006');
  expect(sent.get('ValidityPeriod')).toBe('90');
  expect([...sent.get('Body')!]).toHaveLength(1000);
  expect(sent.get('Body')).toMatch(/^您的血糖偏低。.*…\nhttps:\/\/hearth\.example\/p\/abc$/s);
});

test.each(Object.entries(ERRORS))('code %s: %j', async (code, [means]) => {
  const { outcome } = await send(error(Number(code)));
  expect(outcome.is).toBe(means === 'retry' ? 'failed' : 'refused');
  expect('wrongAddress' in outcome && outcome.wrongAddress).toBe(means === 'address');
  expect(JSON.stringify(outcome)).not.toContain('1500555');
});

test('a code of which nobody has heard: of the caller’s fault final, of the provider’s not', async () => {
  expect((await send(error(29_999))).outcome).toEqual({ is: 'refused', why: 'the SMS provider answered with an error (29999)' });
  expect((await send(error(29_999, 500))).outcome.is).toBe('failed');
  expect((await send({ status: 201, json: { hello: 'world' } })).outcome.is).toBe('failed');
});

test('a number or a service, not both and not neither', () => {
  expect(TwilioSettings.safeParse({ ...settings, messagingServiceSid: `MG${'0'.repeat(32)}` }).success).toBe(false);
  expect(TwilioSettings.safeParse({ ...settings, from: undefined }).success).toBe(false);
  expect(TwilioSettings.safeParse({ ...settings, baseUrl: 'http://sms.example.org' }).success).toBe(false);
});
