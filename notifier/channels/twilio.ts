import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { ChannelKind, Report, ReportRequest } from '../channel.ts';
import { ask, type ErrorTable, isOutcome, outcomeOf } from '../provider.ts';
import { SafeUrl } from '../safe-url.ts';
import { shortText } from '../short-text.ts';

export const TwilioSettings = z
  .strictObject({
    accountSid: z.string().regex(/^AC[0-9a-f]{32}$/i, 'begins with AC and has 34 characters'),
    apiKey: z
      .string()
      .regex(/^SK[0-9a-f]{32}$/i, 'begins with SK and has 34 characters')
      .optional()
      .describe('An API key, whose secret then stands in `secret`. Without one, `secret` is the auth token.'),
    secret: z.string().min(16).describe('The secret of the API key, or the auth token of the account.'),
    authToken: z.string().min(16).optional().describe('Verifies status callbacks when `secret` is that of an API key.'),
    from: z
      .string()
      .regex(/^(\+[1-9]\d{6,14}|[A-Za-z0-9 ]{2,11})$/, 'a number such as +15005550006, or a name of at most 11 letters and digits')
      .optional(),
    messagingServiceSid: z
      .string()
      .regex(/^MG[0-9a-f]{32}$/i, 'begins with MG and has 34 characters')
      .optional(),
    baseUrl: SafeUrl.default('https://api.twilio.com'),
    mostCharacters: z.int().min(70).max(1600).default(1000).describe('Longer texts are cut before the link. Each 67 or 153 cost one SMS.'),
    timeoutMs: z.int().min(100).max(60_000).default(10_000),
  })
  .refine(
    ({ from, messagingServiceSid }) => (from === undefined) !== (messagingServiceSid === undefined),
    'either from or messagingServiceSid',
  );
export type TwilioSettings = z.infer<typeof TwilioSettings>;

const WHO = 'the SMS provider';

/**
 * SMS through Twilio Programmable Messaging (API of 2010-04-01). It takes no idempotency key: a crash between its answer and our note
 * sends again. The key travels in the status callback, so that each report finds its message.
 */
export const twilio = {
  name: 'twilio',
  way: 'sms',
  settings: TwilioSettings,
  repeats: 'after-a-crash',
  open(
    { accountSid, apiKey, secret, authToken, from, messagingServiceSid, baseUrl, mostCharacters, timeoutMs }: TwilioSettings,
    { clock, callback },
  ) {
    const url = `${baseUrl.replace(/\/$/, '')}/2010-04-01/Accounts/${accountSid}/Messages.json`;
    const authorization = `Basic ${Buffer.from(`${apiKey ?? accountSid}:${secret}`).toString('base64')}`;
    const token = authToken ?? (apiKey === undefined ? secret : undefined);
    return {
      confirms: callback !== undefined && token !== undefined,
      report(request) {
        return token !== undefined && isTwilios(request, token) ? reportOf(request.form) : { is: 'forged' };
      },
      async send(letter, signal) {
        const now = clock.now();
        const form = new URLSearchParams({ To: letter.address, Body: shortText(letter, mostCharacters) });
        if (messagingServiceSid) form.set('MessagingServiceSid', messagingServiceSid);
        else if (from) form.set('From', from);
        const report = token === undefined ? undefined : callback?.('twilio', letter.key);
        if (report) form.set('StatusCallback', report);
        if (letter.expires !== undefined) {
          // Twilio keeps a message in its queue for so many seconds, 10 hours at the most.
          form.set('ValidityPeriod', String(Math.min(36_000, Math.max(1, Math.floor((letter.expires - now) / 1000)))));
        }
        const answer = await ask(WHO, url, { method: 'POST', headers: { authorization }, body: form }, { signal, timeoutMs, now });
        if (isOutcome(answer)) return answer;
        const taken = Accepted.safeParse(answer.json);
        if (answer.status === 201 && taken.success) return { is: 'accepted', receipt: taken.data.sid };
        const said = Refused.safeParse(answer.json);
        return outcomeOf(WHO, said.success ? said.data.code : answer.status, ERRORS, answer);
      },
    };
  },
} as const satisfies ChannelKind<TwilioSettings>;

const Accepted = z.object({ sid: z.string().regex(/^(SM|MM)[0-9a-f]{32}$/i) });
const Refused = z.object({ code: z.int() });

/** X-Twilio-Signature: HMAC-SHA1 under the auth token of the URL and of every parameter, by name, without anything between them. */
export function isTwilios({ url, header, form }: ReportRequest, authToken: string): boolean {
  const said = [...form].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, value]) => name + value);
  const right = createHmac('sha1', authToken)
    .update(url + said.join(''))
    .digest();
  const given = Buffer.from(header('x-twilio-signature') ?? '', 'base64');
  return given.length === right.length && timingSafeEqual(given, right);
}

function reportOf(form: ReadonlyMap<string, string>): Report {
  const status = form.get('MessageStatus');
  if (status === 'delivered' || status === 'read') return { is: status };
  if (status !== 'undelivered' && status !== 'failed') return { is: 'nothing' };
  const code = form.get('ErrorCode') ?? '';
  const [means, says] = (Object.hasOwn(ERRORS, code) ? ERRORS[code] : undefined) ?? ['retry', 'the SMS could not be delivered'];
  return { is: 'failed', why: code === '' ? says : `${says} (${code.slice(0, 10)})`, wrongAddress: means === 'address' };
}

/** Twilio's error dictionary, as far as it concerns one message. Everything about our account an administrator can mend while it waits. */
export const ERRORS: ErrorTable = {
  20003: ['retry', 'the SMS provider does not accept our account and secret'],
  20404: ['retry', 'the SMS provider knows no such account or service'],
  20429: ['retry', 'the SMS provider is asked too often'],
  20500: ['retry', 'the SMS provider has a fault'],
  20503: ['retry', 'the SMS provider is overloaded'],
  21211: ['address', 'the number is not a telephone number'],
  21214: ['address', 'the number cannot be reached'],
  21217: ['address', 'the number does not look like one'],
  21265: ['address', 'the number is a short code'],
  21408: ['retry', 'our account may not send to this country: enable it there'],
  21602: ['never', 'the message has no text'],
  21603: ['retry', 'the sender’s number is not set'],
  21606: ['retry', 'the sender’s number cannot send SMS'],
  21608: ['retry', 'a trial account may send to verified numbers only'],
  21610: ['address', 'this person has told the provider to send nothing more'],
  21611: ['retry', 'the queue of the sender’s number is full'],
  21612: ['retry', 'this sender cannot send to this number'],
  21614: ['address', 'the number is not a mobile one'],
  21617: ['never', 'the message is too long'],
  21635: ['address', 'the number is a landline'],
  30003: ['retry', 'the telephone is off or out of reach'],
  30004: ['never', 'the number has blocked us'],
  30005: ['address', 'the number is not in use'],
  30006: ['address', 'the number cannot take SMS'],
  30007: ['never', 'the carrier took the message for spam'],
  30008: ['retry', 'the carrier did not say why'],
};
