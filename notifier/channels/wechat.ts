import { z } from 'zod';
import type { Outcome } from '../../domain/message.ts';
import { createAccessToken, type Token } from '../access-token.ts';
import type { ChannelKind } from '../channel.ts';
import { ask, type ErrorTable, isOutcome, outcomeOf } from '../provider.ts';
import { SafeUrl } from '../safe-url.ts';
import { cut } from '../short-text.ts';
import { wechatEvents } from '../wechat-events.ts';

/** A field of the approved template and what goes into it. Most kinds of field take 20 characters. */
const Fields = z.record(
  z.string().regex(/^[a-z_]+\d*$/i, 'the name of a field as the template has it, such as thing1'),
  z.enum(['subject', 'text', 'time']),
);

export const WechatSettings = z.strictObject({
  appId: z.string().regex(/^wx[0-9a-f]{16}$/i, 'begins with wx and has 18 characters'),
  secret: z.string().min(16),
  kind: z
    .enum(['template', 'subscribe'])
    .default('template')
    .describe('模板消息 of a service account, or 订阅通知 that the person asked for.'),
  templateId: z.string().min(10),
  fields: Fields.describe('{ thing1: subject, time2: time }'),
  token: z
    .string()
    .regex(/^[A-Za-z0-9]{3,32}$/, 'between 3 and 32 characters: letters and digits')
    .optional()
    .describe('Token of 服务器配置: WeChat then reports what arrived, and passes on what followers write.'),
  encodingAesKey: z
    .string()
    .regex(/^[A-Za-z0-9]{43}$/, '43 characters: letters and digits')
    .optional()
    .describe('EncodingAESKey of 服务器配置, for 安全模式. With it only what is encrypted is read.'),
  zone: z.string().default('Asia/Shanghai').describe('Of the times in the message.'),
  baseUrl: SafeUrl.default('https://api.weixin.qq.com'),
  timeoutMs: z.int().min(100).max(60_000).default(10_000),
});
export type WechatSettings = z.infer<typeof WechatSettings>;

const WHO = 'the WeChat server';
export const MOST_CHARACTERS = 20;
const EARLIER_MS = 300_000;

/**
 * A template message, or a subscribed notice, of a WeChat service account (服务号), to the openid as address. `client_msg_id` carries the
 * key: WeChat drops a repeat to the same openid within ten minutes, and promises nothing after that; subscribed notices have no such field.
 */
export const wechat = {
  name: 'wechat',
  way: 'wechat',
  settings: WechatSettings,
  repeats: 'after-a-crash',
  open({ appId, secret, kind, templateId, fields, token: door, encodingAesKey, zone, baseUrl, timeoutMs }: WechatSettings, { clock }) {
    const base = baseUrl.replace(/\/$/, '');
    const headers = { 'content-type': 'application/json' };
    // The stable token: asking for it does not end the token that another node, or another program of the clinic, holds.
    const tokens = createAccessToken(async (signal): Promise<Token | Outcome> => {
      const body = JSON.stringify({ grant_type: 'client_credential', appid: appId, secret, force_refresh: false });
      const now = clock.now();
      const answer = await ask(WHO, `${base}/cgi-bin/stable_token`, { method: 'POST', headers, body }, { signal, timeoutMs, now });
      if (isOutcome(answer)) return answer;
      const { data } = GotToken.safeParse(answer.json);
      if (data?.access_token && data.expires_in)
        // Within its last five minutes a token may be replaced at any moment.
        return { token: data.access_token, until: now + Math.max(0, data.expires_in * 1000 - EARLIER_MS) };
      return { is: 'failed', why: `the WeChat server gives no access token: check appId and secret (${data?.errcode ?? answer.status})` };
    }, clock);

    return {
      ...(door === undefined ? {} : { confirms: true, hear: wechatEvents({ appId, token: door, encodingAesKey, clock }) }),
      async send({ key, address, subject, brief = subject, text, link }, signal) {
        if (signal.aborted) return { is: 'failed', why: 'given up: the sender is stopping' };
        const said = { subject: cut(brief, MOST_CHARACTERS), text: cut(text, MOST_CHARACTERS), time: wallTime(clock.now(), zone) };
        const data = Object.fromEntries(Object.entries(fields).map(([name, what]) => [name, { value: said[what] }]));
        const body = JSON.stringify({
          touser: address,
          template_id: templateId,
          ...(kind === 'template' ? { client_msg_id: key, ...(link ? { url: link } : {}) } : link ? { page: link } : {}),
          data,
        });
        const path = kind === 'template' ? '/cgi-bin/message/template/send' : '/cgi-bin/message/subscribe/bizsend';
        let token = await tokens.get(signal);
        for (const again of [true, false]) {
          if (!('token' in token)) return token;
          const url = `${base}${path}?access_token=${encodeURIComponent(token.token)}`;
          const answer = await ask(WHO, url, { method: 'POST', headers, body }, { signal, timeoutMs, now: clock.now() });
          if (isOutcome(answer)) return answer;
          const { data: said } = Answered.safeParse(answer.json);
          if (again && said && STALE.has(said.errcode)) {
            token = await tokens.renew(token, signal);
            continue;
          }
          if (said?.errcode !== 0) return outcomeOf(WHO, said?.errcode ?? answer.status, ERRORS, answer);
          return { is: 'accepted', receipt: String(said.msgid ?? 'ok') };
        }
        return { is: 'failed', why: 'the WeChat server takes none of its own access tokens' };
      },
    };
  },
} as const satisfies ChannelKind<WechatSettings>;

const GotToken = z.object({ errcode: z.int().optional(), access_token: z.string().optional(), expires_in: z.int().positive().optional() });
const Answered = z.object({ errcode: z.int(), msgid: z.union([z.number(), z.string().max(100)]).optional() });
const STALE: ReadonlySet<number> = new Set([40001, 40014, 41001, 42001]);

/** `2026年3月2日 12:00`, as a field of the kind `time` wants it. */
function wallTime(at: number, zone: string): string {
  const { year, month, day, hour, minute } = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
  return `${year}年${month}月${day}日 ${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

/** WeChat's return codes, as far as they concern one message. */
export const ERRORS: ErrorTable = {
  '-1': ['retry', 'the WeChat server is busy'],
  '-41000': ['address', 'there is no such follower'],
  40001: ['retry', 'the WeChat server does not accept our secret'],
  40003: ['address', 'there is no such follower'],
  40013: ['retry', 'the WeChat server knows no such account'],
  40014: ['retry', 'the WeChat server does not accept our access token'],
  40037: ['retry', 'the template is not one of ours'],
  40164: ['retry', 'the WeChat server does not allow this machine’s address'],
  42001: ['retry', 'the WeChat server does not accept our access token'],
  43004: ['address', 'this person does not follow the clinic’s account'],
  43101: ['address', 'this person does not take messages of this template'],
  43107: ['retry', 'the account may not send subscribed notices'],
  43108: ['retry', 'the WeChat server is sending to this person already'],
  45009: ['retry', 'the WeChat server is asked too often today'],
  45011: ['retry', 'the WeChat server is asked too often'],
  45168: ['never', 'the text holds a word that WeChat forbids'],
  47003: ['never', 'the fields of the template do not fit the settings'],
  48001: ['retry', 'the account may not send template messages'],
};
