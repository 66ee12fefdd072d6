import { createHash, createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { createReplayClock } from '../../domain/replay-clock.ts';
import { channelContract, type Scripted } from '../contract.ts';
import { gone, type Heard, type Says, type ScriptedHttp, scriptedHttp, speaksNoHttp } from '../scripted-http.ts';
import { AliyunSettings, aliyun, ERRORS, signAliyun } from './aliyun.ts';

const NOW = Date.UTC(2026, 2, 2, 12);
const accessKeySecret = 'a secret that nobody may read';
const parts = { clock: createReplayClock(NOW), store: { transact: () => Promise.reject(new Error('an SMS needs no store')) } };
const settings = {
  accessKeyId: 'LTAI-test-key',
  accessKeySecret,
  signName: '阳光诊所',
  templateCode: 'SMS_1',
  urgentTemplateCode: 'SMS_2',
  timeoutMs: 500,
};

/** The signature worked out again from what arrived, step by step as the documentation of signature V3 has it. */
function isSigned({ method, url, headers, body }: Heard): boolean {
  const [, credential, signed = '', signature] =
    /^ACS3-HMAC-SHA256 Credential=(.+),SignedHeaders=(.+),Signature=([0-9a-f]{64})$/.exec(headers.authorization ?? '') ?? [];
  const hash = (text: string | Buffer) => createHash('sha256').update(text).digest('hex');
  if (credential !== settings.accessKeyId || headers['x-acs-content-sha256'] !== hash(body)) return false;
  const query = url.search.slice(1).split('&').sort().join('&');
  const lines = signed.split(';').map((name) => `${name}:${String(headers[name]).trim()}\n`);
  const canonical = `${method}\n${url.pathname}\n${query}\n${lines.join('')}\n${signed}\n${headers['x-acs-content-sha256']}`;
  return (
    createHmac('sha256', accessKeySecret)
      .update(`ACS3-HMAC-SHA256\n${hash(canonical)}`)
      .digest('hex') === signature
  );
}
function checking(says: Says) {
  const nonces = new Set<unknown>();
  return (request: Heard): Says => {
    if (!isSigned(request)) return { status: 400, json: { Code: 'SignatureDoesNotMatch' } };
    if (request.headers['x-acs-action'] !== 'SendSms' || request.headers['x-acs-version'] !== '2017-05-25')
      return { status: 404, json: { Code: 'InvalidAction.NotFound' } };
    nonces.add(request.headers['x-acs-signature-nonce']);
    return says;
  };
}
const played = async (other: Promise<ScriptedHttp>): Promise<Scripted> => {
  const { url, heard, close } = await other;
  return { settings: { ...settings, baseUrl: url }, seen: () => heard.map((one) => one.url.searchParams.get('OutId')!), close };
};
const says = (answer: Says) => played(scriptedHttp(checking(answer)));
const ok = { json: { Code: 'OK', Message: 'OK', BizId: '900619746936498440^0', RequestId: 'r' } };

channelContract(aliyun, {
  parts,
  secrets: [accessKeySecret, settings.accessKeyId],
  situations: {
    accepts: () => says(ok),
    refuses: () => says({ json: { Code: 'isv.MOBILE_NUMBER_ILLEGAL', Message: accessKeySecret } }),
    'asks-to-wait': () => says({ status: 429, headers: { 'Retry-After': '120' }, json: { Code: 'Throttling.User' } }),
    fails: () => says({ status: 503, json: { Code: 'ServiceUnavailable' } }),
    hangs: () => says('nothing'),
    garbage: () => played(speaksNoHttp()),
    'is-gone': () => played(gone()),
  },
});

const letter = { key: 'k1', address: '+8613800000001', subject: '血糖 *很* 低\n(现在)', text: 'x', about: 'p1', urgent: true };
async function send(answer: Says, change: Partial<typeof letter> = {}) {
  const other = await scriptedHttp(checking(answer));
  const channel = aliyun.open(AliyunSettings.parse({ ...settings, baseUrl: other.url }), parts);
  const outcome = await channel.send({ ...letter, ...change }, new AbortController().signal);
  await other.close();
  return { outcome, query: other.heard[0]!.url.searchParams };
}

test('the subject goes into the variable of the approved template, whatever letters it has', async () => {
  const { outcome, query } = await send(ok);
  expect(outcome).toEqual({ is: 'accepted', receipt: '900619746936498440^0' });
  expect(Object.fromEntries(query)).toEqual({
    PhoneNumbers: '13800000001',
    SignName: '阳光诊所',
    TemplateCode: 'SMS_2',
    TemplateParam: JSON.stringify({ title: '血糖 *很* 低 (现在)' }),
    OutId: 'k1',
  });
  const long = await send(ok, { urgent: false, subject: '长'.repeat(60) });
  expect(long.query.get('TemplateCode')).toBe('SMS_1');
  expect(JSON.parse(long.query.get('TemplateParam')!).title).toBe(`${'长'.repeat(34)}…`);
});

test.each(Object.entries(ERRORS))('code %s: %j', async (code, [means]) => {
  const { outcome } = await send({ status: code.startsWith('isv') ? 200 : 400, json: { Code: code, Message: '13800000001' } });
  expect(outcome.is).toBe(means === 'retry' ? 'failed' : 'refused');
  expect('wrongAddress' in outcome && outcome.wrongAddress).toBe(means === 'address');
});

test('numbers of mainland China, and no others', () => {
  expect(aliyun.takes('+8613800000001')).toBe(true);
  expect(aliyun.takes('+447700900123')).toBe(false);
});

/** The worked example of Alibaba Cloud's documentation "V3 request structure and signature" (RunInstances, 2023-10-26). */
test('the signature of the documentation’s own example', () => {
  const { authorization } = signAliyun({
    accessKeyId: 'YourAccessKeyId',
    accessKeySecret: 'YourAccessKeySecret',
    host: 'ecs.cn-shanghai.aliyuncs.com',
    query: { ImageId: 'win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd', RegionId: 'cn-shanghai' },
    action: 'RunInstances',
    version: '2014-05-26',
    date: '2023-10-26T10:22:32Z',
    nonce: '3156853299f313e23d1673dc12e1703d',
  });
  expect(authorization).toContain('Signature=06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0');
});
