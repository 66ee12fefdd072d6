import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { Instant } from '../../domain/clock.ts';
import type { Outcome } from '../../domain/message.ts';
import type { ChannelKind } from '../channel.ts';
import { delayOf, whyNoAnswer } from '../provider.ts';
import { SafeUrl } from '../safe-url.ts';

export const WebhookSettings = z.strictObject({
  url: SafeUrl.describe('Where messages to the team are posted.'),
  secret: z.string().min(32).describe('Shared with the receiver, who verifies each request with it. At least 32 characters.'),
  timeoutMs: z.int().min(100).max(60_000).default(10_000),
});
export type WebhookSettings = z.infer<typeof WebhookSettings>;

/**
 * Posts each message as JSON: `{ key, to, about, urgent, subject, text }`; `about` is the patient's pseudonym.
 *
 * Headers: `Idempotency-Key` (the same for every repeat: drop what you have seen), `Hearth-Timestamp` (Unix seconds),
 * `Hearth-Signature` (`v1=` and the HMAC-SHA256, in hex, of `<timestamp>.<body>` under the shared secret). Check both with
 * `verifyWebhook`. Redirects are not followed.
 */
export const webhook = {
  name: 'webhook',
  way: 'webhook',
  settings: WebhookSettings,
  repeats: 'after-a-crash',
  open({ url, secret, timeoutMs }: WebhookSettings, { clock }) {
    return {
      async send({ key, address, about, urgent, subject, text }, signal) {
        const body = JSON.stringify({ key, to: address, about, urgent, subject, text });
        const now = clock.now();
        const timestamp = String(Math.floor(now / 1000));
        try {
          const response = await fetch(url, {
            method: 'POST',
            headers: {
              'Content-Type': 'application/json; charset=utf-8',
              'Idempotency-Key': key,
              'Hearth-Timestamp': timestamp,
              'Hearth-Signature': signWebhook(secret, timestamp, body),
            },
            body,
            redirect: 'manual',
            signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
          });
          // Nobody reads the answer's body: it may be endless.
          await response.body?.cancel();
          return outcomeOf(response.status, response.headers.get('retry-after'), now);
        } catch (error) {
          return { is: 'failed', why: whyNoAnswer('the webhook', error) };
        }
      },
    };
  },
} as const satisfies ChannelKind<WebhookSettings>;

export const signWebhook = (secret: string, timestamp: string, body: string): string =>
  `v1=${createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')}`;

/**
 * For the receiver: whether a request is Hearth's, whole and recent.
 * @param body exactly as it arrived, before any parsing
 * @param now Unix milliseconds
 * @param toleranceMs how far the two clocks may be apart; an older request may be a replay
 */
export function verifyWebhook({
  secret,
  timestamp,
  signature,
  body,
  now,
  toleranceMs = 300_000,
}: {
  readonly secret: string;
  readonly timestamp: string;
  readonly signature: string;
  readonly body: string;
  readonly now: Instant;
  readonly toleranceMs?: number;
}): boolean {
  if (!/^\d{1,12}$/.test(timestamp) || Math.abs(now - Number(timestamp) * 1000) > toleranceMs) return false;
  const expected = Buffer.from(signWebhook(secret, timestamp, body));
  const given = Buffer.from(signature);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

function outcomeOf(status: number, retryAfter: string | null, now: Instant): Outcome {
  if (status >= 200 && status < 300) return { is: 'accepted', receipt: String(status) };
  if (status >= 300 && status < 400) return { is: 'refused', why: `the webhook answered ${status}: redirects are not followed` };
  // RFC 9110: 408 and 425 ask for the same again, 429 for the same later.
  if (status >= 500 || [408, 425, 429].includes(status)) {
    const retryAfterMs = delayOf(retryAfter, now);
    return { is: 'failed', why: `the webhook answered ${status}`, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
  }
  return { is: 'refused', why: `the webhook answered ${status}` };
}
