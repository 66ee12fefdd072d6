import { createHash, createHmac } from 'node:crypto';
import { z } from 'zod';
import { aliyunReports } from '../aliyun-reports.ts';
import type { ChannelKind } from '../channel.ts';
import { ask, type ErrorTable, isOutcome, outcomeOf } from '../provider.ts';
import { SafeUrl } from '../safe-url.ts';
import { cut } from '../short-text.ts';

export const AliyunSettings = z.strictObject({
  accessKeyId: z.string().min(8),
  accessKeySecret: z.string().min(16),
  signName: z.string().min(2).max(20).describe('短信签名, as it was approved.'),
  templateCode: z
    .string()
    .regex(/^SMS_\w+$/, 'begins with SMS_')
    .describe('An approved template with one variable.'),
  urgentTemplateCode: z
    .string()
    .regex(/^SMS_\w+$/, 'begins with SMS_')
    .optional()
    .describe('Another template for what is urgent.'),
  variable: z
    .string()
    .regex(/^\w{1,20}$/)
    .default('title')
    .describe('The name of the variable; it is given the subject of the message, or in one line what to do now.'),
  mostCharacters: z.int().min(4).max(35).default(35).describe('A variable of an approved template takes no more.'),
  reportToken: z
    .string()
    .regex(/^[\w-]{24,100}$/, 'between 24 and 100 characters: letters, digits, dashes, underscores')
    .optional()
    .describe('Stands in the address to which Alibaba Cloud posts what arrived: it signs nothing.'),
  baseUrl: SafeUrl.default('https://dysmsapi.aliyuncs.com'),
  timeoutMs: z.int().min(100).max(60_000).default(10_000),
});
export type AliyunSettings = z.infer<typeof AliyunSettings>;

const WHO = 'the SMS provider';

/**
 * SMS to mainland China through Alibaba Cloud (Dysmsapi 2017-05-25, SendSms). Carriers pass approved templates only, without links:
 * the person learns what it is about and opens Hearth. `OutId` carries the key back in reports (SmsReport); repeats are not dropped.
 */
export const aliyun = {
  name: 'aliyun',
  way: 'sms',
  takes: (address: string) => address.startsWith('+86'),
  settings: AliyunSettings,
  repeats: 'after-a-crash',
  open({ accessKeyId, accessKeySecret, baseUrl, timeoutMs, ...said }: AliyunSettings, { clock }) {
    const { reportToken } = said;
    return {
      ...(reportToken === undefined ? {} : { confirms: true, hear: aliyunReports(reportToken) }),
      async send({ key, address, subject, brief = subject, urgent }, signal) {
        const now = clock.now();
        const query = {
          PhoneNumbers: address.replace(/^\+86/, ''),
          SignName: said.signName,
          TemplateCode: (urgent ? said.urgentTemplateCode : undefined) ?? said.templateCode,
          // Variables may hold no link and no line break.
          TemplateParam: JSON.stringify({ [said.variable]: cut(brief, said.mostCharacters) }),
          OutId: key,
        };
        const url = new URL(baseUrl);
        const headers = signAliyun({
          accessKeyId,
          accessKeySecret,
          host: url.host,
          query,
          action: 'SendSms',
          version: '2017-05-25',
          date: new Date(now).toISOString().replace(/\.\d{3}Z$/, 'Z'),
          // One for each request, whatever it repeats: Alibaba refuses a nonce that it has seen.
          nonce: createHash('sha256').update(`${key} ${now}`).digest('hex').slice(0, 32),
        });
        url.search = canonicalQuery(query);
        const answer = await ask(WHO, url, { method: 'POST', headers }, { signal, timeoutMs, now });
        if (isOutcome(answer)) return answer;
        const { data } = Answered.safeParse(answer.json);
        if (answer.status === 200 && data?.Code === 'OK') return { is: 'accepted', receipt: data.BizId ?? 'OK' };
        return outcomeOf(WHO, data?.Code ?? answer.status, ERRORS, answer);
      },
    };
  },
} as const satisfies ChannelKind<AliyunSettings>;

const Answered = z.object({ Code: z.string().max(100), BizId: z.string().max(100).optional() });

/** Alibaba Cloud's signature V3 (ACS3-HMAC-SHA256) of a request without a body: the headers to send. */
export function signAliyun(request: {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly host: string;
  readonly query: Readonly<Record<string, string>>;
  readonly action: string;
  readonly version: string;
  readonly date: string;
  readonly nonce: string;
}): Record<string, string> {
  const headers: Record<string, string> = {
    host: request.host,
    'x-acs-action': request.action,
    'x-acs-content-sha256': sha256(''),
    'x-acs-date': request.date,
    'x-acs-signature-nonce': request.nonce,
    'x-acs-version': request.version,
  };
  const names = Object.keys(headers).sort();
  const canonical = [
    'POST',
    '/',
    canonicalQuery(request.query),
    ...names.map((name) => `${name}:${headers[name]}`),
    '',
    names.join(';'),
    headers['x-acs-content-sha256'],
  ].join('\n');
  const signature = createHmac('sha256', request.accessKeySecret)
    .update(`ACS3-HMAC-SHA256\n${sha256(canonical)}`)
    .digest('hex');
  const { host: _, ...sent } = headers;
  return {
    ...sent,
    authorization: `ACS3-HMAC-SHA256 Credential=${request.accessKeyId},SignedHeaders=${names.join(';')},Signature=${signature}`,
  };
}

/** Sorted by name, percent-encoded as RFC 3986 has it. */
const canonicalQuery = (query: Readonly<Record<string, string>>): string =>
  Object.entries(query)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
    .join('&');
const encoded = (text: string): string =>
  encodeURIComponent(text).replaceAll(/[!'()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`);
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** SendSms' codes. What is about our account, signature or template somebody can mend while the message waits. */
export const ERRORS: ErrorTable = {
  'isv.MOBILE_NUMBER_ILLEGAL': ['address', 'the number is not a mobile one'],
  'isv.MOBILE_COUNT_OVER_LIMIT': ['never', 'there are too many numbers'],
  'isv.BUSINESS_LIMIT_CONTROL': ['retry', 'this number was sent too many messages for now'],
  'isv.DAY_LIMIT_CONTROL': ['retry', 'the account’s limit of the day is reached'],
  'isv.MONTH_LIMIT_CONTROL': ['retry', 'the account’s limit of the month is reached'],
  'isv.AMOUNT_NOT_ENOUGH': ['retry', 'the account has no money left'],
  'isv.OUT_OF_SERVICE': ['retry', 'the account is suspended'],
  'isv.ACCOUNT_NOT_EXISTS': ['retry', 'the account does not exist'],
  'isv.ACCOUNT_ABNORMAL': ['retry', 'the account is not in order'],
  'isv.PRODUCT_UN_SUBSCRIPT': ['retry', 'the account has not opened the SMS service'],
  'isv.SMS_TEMPLATE_ILLEGAL': ['retry', 'the template is not approved'],
  'isv.SMS_SIGNATURE_ILLEGAL': ['retry', 'the signature is not approved'],
  'isv.SMS_SIGNATURE_SCENE_ILLEGAL': ['retry', 'the signature does not fit the template'],
  'isv.TEMPLATE_MISSING_PARAMETERS': ['retry', 'the template has other variables than the settings say'],
  'isv.TEMPLATE_PARAMS_ILLEGAL': ['never', 'the template takes no such text'],
  'isv.PARAM_LENGTH_LIMIT': ['never', 'the text is too long for the template'],
  'isv.PARAM_NOT_SUPPORT_URL': ['never', 'the text holds a link'],
  'isv.BLACK_KEY_CONTROL_LIMIT': ['never', 'the text holds a word that carriers forbid'],
  'isv.SMS_CONTENT_ILLEGAL': ['never', 'the text holds a word that carriers forbid'],
  'isv.INVALID_PARAMETERS': ['never', 'a parameter is not as it should be'],
  'isv.INVALID_JSON_PARAM': ['never', 'a parameter is not as it should be'],
  'isv.DENY_IP_RANGE': ['retry', 'the account does not allow this machine’s address'],
  'isp.SYSTEM_ERROR': ['retry', 'the SMS provider has a fault'],
  'isp.GATEWAY_ERROR': ['retry', 'the SMS provider has a fault'],
  'isp.RAM_PERMISSION_DENY': ['retry', 'the access key may not send SMS'],
  'InvalidAccessKeyId.NotFound': ['retry', 'the SMS provider does not know our access key'],
  'InvalidAccessKeyId.Inactive': ['retry', 'our access key is switched off'],
  SignatureDoesNotMatch: ['retry', 'the SMS provider does not accept our secret'],
  'InvalidTimeStamp.Expired': ['retry', 'our clock is wrong'],
  SignatureNonceUsed: ['retry', 'the SMS provider has seen this very request'],
  'Throttling.User': ['retry', 'the SMS provider is asked too often'],
  Throttling: ['retry', 'the SMS provider is asked too often'],
  ServiceUnavailable: ['retry', 'the SMS provider has a fault'],
};
