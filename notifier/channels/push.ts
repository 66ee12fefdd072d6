import { createPrivateKey, createSign, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import type { ChannelKind } from '../channel.ts';
import { ask, type ErrorTable, isOutcome, outcomeOf } from '../provider.ts';
import { encrypted } from '../push-encryption.ts';
import { cut } from '../short-text.ts';
import { vapidKeys } from '../vapid.ts';

export const PushSettings = z.strictObject({
  contact: z
    .union([z.string().regex(/^mailto:\S+@\S+$/), z.url({ protocol: /^https$/ })])
    .describe('Whom a push service writes to when something is wrong: mailto:it@clinic.example'),
  services: z
    .array(z.string().min(3))
    .default(['fcm.googleapis.com', 'push.services.mozilla.com', 'notify.windows.com', 'push.apple.com'])
    .describe('Hosts (and what is under them) to which browsers may have us write. A subscription that names another is refused.'),
  keepMs: z.int().min(0).max(2_419_200_000).default(86_400_000).describe('How long a push service keeps what a sleeping browser missed.'),
  timeoutMs: z.int().min(100).max(60_000).default(10_000),
});
export type PushSettings = z.infer<typeof PushSettings>;

const WHO = 'the push service';
/** RFC 8291 with one record of 4096 bytes leaves 3993 for the text. */
export const MOST_CHARACTERS = 900;
/** RFC 8292: not more than 24 hours. */
const TOKEN_LIVES_MS = 43_200_000;

/**
 * A notification in a browser that asked for it (RFC 8030), encrypted for that browser alone (RFC 8291), signed for the push service
 * (VAPID, RFC 8292). The key is the `Topic`, so that a repeat replaces what the browser has not fetched yet, and the notification's
 * tag, so that it replaces what is shown. The address is the subscription as JSON.
 */
export const push = {
  name: 'push',
  way: 'push',
  settings: PushSettings,
  repeats: 'after-a-crash',
  open({ contact, services, keepMs, timeoutMs }: PushSettings, { clock, secret }) {
    if (!secret) throw new Error('web push needs a secret of the house');
    const keys = vapidKeys(secret('web push'));
    const key = createPrivateKey({ key: keys.jwk, format: 'jwk' });
    return {
      async send({ key: topic, address, subject, text, link, urgent, expires }, signal) {
        const subscription = Subscription.safeParse(parsed(address)).data;
        if (!subscription) return { is: 'refused', why: 'this is not a subscription of a browser', wrongAddress: true };
        const { endpoint, p256dh, auth } = subscription;
        const { hostname, origin, protocol } = new URL(endpoint);
        const allowed = services.some((service) => hostname === service || hostname.endsWith(`.${service}`));
        if (!allowed || (protocol !== 'https:' && hostname !== '127.0.0.1'))
          return { is: 'refused', why: 'the subscription names a push service that the settings do not allow', wrongAddress: true };
        const now = clock.now();
        const content = JSON.stringify({
          key: topic,
          subject: cut(subject, 120),
          text: cut(text.replace(link ?? '\n', ''), MOST_CHARACTERS),
          link,
          urgent,
        });
        let body: Uint8Array;
        try {
          body = encrypted(Buffer.from(content), { p256dh, auth });
        } catch {
          return { is: 'refused', why: 'the subscription holds no key that can be used', wrongAddress: true };
        }
        const until = expires === undefined ? keepMs : Math.min(keepMs, Math.max(0, expires - now));
        const headers = {
          'content-encoding': 'aes128gcm',
          'content-type': 'application/octet-stream',
          ttl: String(Math.floor(until / 1000)),
          urgency: urgent ? 'high' : 'normal',
          topic: topic.slice(0, 32),
          authorization: `vapid t=${vapidToken(origin, contact, now, key)}, k=${keys.publicKey}`,
        };
        const answer = await ask(WHO, endpoint, { method: 'POST', headers, body: Buffer.from(body) }, { signal, timeoutMs, now });
        if (isOutcome(answer)) return answer;
        if (answer.status >= 200 && answer.status < 300) return { is: 'accepted', receipt: String(answer.status) };
        return outcomeOf(WHO, answer.status, ERRORS, answer);
      },
    };
  },
} as const satisfies ChannelKind<PushSettings>;

const Subscription = z.object({ endpoint: z.url({ protocol: /^https?$/ }), p256dh: z.string(), auth: z.string() });

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** RFC 8292 section 2: who we are, for one push service, for half a day. */
function vapidToken(origin: string, contact: string, now: number, key: KeyObject): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = { aud: origin, exp: Math.floor((now + TOKEN_LIVES_MS) / 1000), sub: contact };
  const said = `${part({ typ: 'JWT', alg: 'ES256' })}.${part(claims)}`;
  return `${said}.${createSign('SHA256').update(said).sign({ key, dsaEncoding: 'ieee-p1363' }, 'base64url')}`;
}

/** RFC 8030 section 5 and what push services add. */
export const ERRORS: ErrorTable = {
  400: ['never', 'the push service does not understand the request'],
  401: ['retry', 'the push service does not accept our signature: check the clock'],
  403: ['address', 'the subscription was made for another key than ours'],
  404: ['address', 'the browser has given up this subscription'],
  410: ['address', 'the browser has given up this subscription'],
  413: ['never', 'the message is too long for the push service'],
  429: ['retry', 'the push service is asked too often'],
};
