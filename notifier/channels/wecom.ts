import { z } from 'zod';
import type { Outcome } from '../../domain/message.ts';
import { createAccessToken, type Token } from '../access-token.ts';
import type { ChannelKind } from '../channel.ts';
import { type Answer, ask, type ErrorTable, isOutcome, outcomeOf } from '../provider.ts';
import { SafeUrl } from '../safe-url.ts';

export const WecomSettings = z.strictObject({
  corpId: z.string().min(4).describe('企业 ID'),
  secret: z.string().min(16).describe('Secret of the application.'),
  agentId: z.int().min(1).describe('AgentId of the application.'),
  baseUrl: SafeUrl.default('https://qyapi.weixin.qq.com'),
  timeoutMs: z.int().min(100).max(60_000).default(10_000),
});
export type WecomSettings = z.infer<typeof WecomSettings>;

const WHO = 'the WeCom server';
/** WeCom drops the same text to the same person within this; 4 hours at the most. */
const SAME_TEXT_S = 14_400;
/** WeCom cuts what is longer. */
export const MOST_BYTES = 2048;
/** It says 7200 seconds; the last five minutes are left for the way. */
const EARLIER_MS = 300_000;

/**
 * An application message in WeCom (企业微信), to the user id as address. It takes no key, but drops the same text to the same person
 * within four hours (`enable_duplicate_check`): a repeat after a crash is not seen unless it comes later.
 */
export const wecom = {
  name: 'wecom',
  way: 'wecom',
  settings: WecomSettings,
  repeats: 'after-a-crash',
  open({ corpId, secret, agentId, baseUrl, timeoutMs }: WecomSettings, { clock }) {
    const base = baseUrl.replace(/\/$/, '');
    const tokens = createAccessToken(async (signal): Promise<Token | Outcome> => {
      const url = new URL(`${base}/cgi-bin/gettoken`);
      url.search = new URLSearchParams({ corpid: corpId, corpsecret: secret }).toString();
      const answer = await ask(WHO, url, { method: 'GET' }, { signal, timeoutMs, now: clock.now() });
      if (isOutcome(answer)) return answer;
      const { data } = GotToken.safeParse(answer.json);
      if (data?.errcode === 0 && data.access_token && data.expires_in)
        return { token: data.access_token, until: clock.now() + data.expires_in * 1000 - EARLIER_MS };
      // Without a token nothing is said about this message.
      return { is: 'failed', why: `the WeCom server gives no access token: check corpId and secret (${data?.errcode ?? answer.status})` };
    }, clock);

    const post = (token: string, body: string, signal: AbortSignal): Promise<Answer | Outcome> => {
      const url = new URL(`${base}/cgi-bin/message/send`);
      url.searchParams.set('access_token', token);
      const headers = { 'content-type': 'application/json' };
      return ask(WHO, url, { method: 'POST', headers, body }, { signal, timeoutMs, now: clock.now() });
    };

    return {
      async send({ address, subject, text }, signal) {
        if (signal.aborted) return { is: 'failed', why: 'given up: the sender is stopping' };
        const body = JSON.stringify({
          touser: address,
          msgtype: 'text',
          agentid: agentId,
          text: { content: inBytes(text.includes(subject) ? text : `${subject}\n${text}`, MOST_BYTES) },
          enable_duplicate_check: 1,
          duplicate_check_interval: SAME_TEXT_S,
        });
        let token = await tokens.get(signal);
        for (const again of [true, false]) {
          if (!('token' in token)) return token;
          const answer = await post(token.token, body, signal);
          if (isOutcome(answer)) return answer;
          const { data } = Answered.safeParse(answer.json);
          if (again && data && STALE.has(data.errcode)) {
            token = await tokens.renew(token, signal);
            continue;
          }
          if (data?.errcode !== 0) return outcomeOf(WHO, data?.errcode ?? answer.status, ERRORS, answer);
          // WeCom says yes and then names whom it left out.
          const left = `${data.invaliduser ?? ''}|${data.unlicenseduser ?? ''}`.toLowerCase().split('|');
          if (left.includes(address.toLowerCase()))
            return { is: 'refused', why: 'there is no such user in WeCom, or the application may not write to them', wrongAddress: true };
          return { is: 'accepted', receipt: data.msgid ?? 'ok' };
        }
        return { is: 'failed', why: 'the WeCom server takes none of its own access tokens' };
      },
    };
  },
} as const satisfies ChannelKind<WecomSettings>;

const GotToken = z.object({ errcode: z.int(), access_token: z.string().optional(), expires_in: z.int().positive().optional() });
const Answered = z.object({
  errcode: z.int(),
  msgid: z.string().max(200).optional(),
  invaliduser: z.string().optional(),
  unlicenseduser: z.string().optional(),
});

/** 40001, 40014: not valid (any more); 42001: expired; 41001: missing. */
const STALE: ReadonlySet<number> = new Set([40001, 40014, 41001, 42001]);

/** WeCom's global error codes, as far as they concern one message. */
export const ERRORS: ErrorTable = {
  '-1': ['retry', 'the WeCom server is busy'],
  40001: ['retry', 'the WeCom server does not accept our secret'],
  40003: ['address', 'there is no such user in WeCom'],
  40014: ['retry', 'the WeCom server does not accept our access token'],
  40031: ['address', 'there is no such user in WeCom'],
  40056: ['retry', 'the WeCom server knows no such application'],
  42001: ['retry', 'the WeCom server does not accept our access token'],
  44004: ['never', 'the message has no text'],
  45002: ['never', 'the message is too long'],
  45009: ['retry', 'the WeCom server is asked too often'],
  45033: ['retry', 'the WeCom server is asked too much at once'],
  48002: ['retry', 'the application may not send messages'],
  50001: ['retry', 'the WeCom server does not allow this host'],
  60011: ['address', 'the application may not write to this user'],
  60020: ['retry', 'the WeCom server does not allow this machine’s address'],
  60111: ['address', 'there is no such user in WeCom'],
  81013: ['address', 'there is no such user in WeCom, or the application may not write to them'],
  82001: ['address', 'there is no such user in WeCom'],
  301002: ['retry', 'the application is not ours'],
};

/** As much of a text as fits, cut between characters. */
function inBytes(text: string, most: number): string {
  if (Buffer.byteLength(text) <= most) return text;
  let [end, length] = ['', 3];
  for (const letter of text) {
    length += Buffer.byteLength(letter);
    if (length > most) break;
    end += letter;
  }
  return `${end}…`;
}
