import type { Instant } from '../domain/clock.ts';
import { messageKey } from '../domain/identity.ts';
import { ALERT_LASTS, ALERT_TEXT, type Delivery, type Message, type Outcome } from '../domain/message.ts';
import type { Send } from '../domain/reach.ts';
import type { TakenMessage } from '../domain/store.ts';
import type { Address } from './address.ts';
import { backoffMs, type Patience } from './backoff.ts';

/** What one address said. `key` is the envelope's. */
export interface Sent {
  readonly key: string;
  readonly channel: string;
  readonly outcome: Outcome | Held;
  /** Whose address it is. */
  readonly address?: Address;
}

/** Not sent yet: this person's quiet hours, or digest, or too many at once. No attempt was made. */
export interface Held {
  readonly is: 'held';
  readonly until: Instant;
  readonly why: string;
  /** Goes out with the others of this name. */
  readonly together?: string;
}

/** What becomes of a message: its own delivery, messages that are owed from now on, and what is known of them already. */
export interface Verdict {
  readonly delivery: Delivery;
  readonly owed: readonly { readonly message: Message; readonly delivery?: Delivery }[];
}

/** In the values of a message that is owed to a single address: the key of the message that it is a part of. */
export const PART_OF = 'partOf';

/**
 * The key of one envelope: of one message to one address. A part of a message that is tried again later has this for its own key, so
 * that the provider sees the same key in every attempt.
 */
export const envelopeKey = (message: Pick<Message, 'key' | 'values'>, channel: string, address: string): string =>
  messageKey(String(message.values[PART_OF] ?? message.key), 'envelope', channel, address);

/**
 * From what the addresses said. One acceptance settles the message; each address that did not take it is owed a part of its own, so
 * that nobody gets the message twice because another's mailbox was full. Nobody accepted: the whole is tried again, until its
 * attempts are used up. An urgent message that is dead is told to the coordinator by another way.
 * @param attempts how many there were before this one
 */
export function verdictOf(
  message: Message,
  attempts: number,
  sent: readonly Sent[],
  patience: Patience & { readonly maxAttempts: number },
  now: Instant,
): Verdict {
  const accepted = sent.filter(({ outcome }) => outcome.is === 'accepted');
  if (accepted.length === 0) return unsent(message, attempts, sent, patience, now);
  const receipts = accepted.flatMap(({ outcome }) => (outcome.is === 'accepted' && outcome.receipt ? [outcome.receipt] : []));
  const channels = [...new Set(accepted.map(({ channel }) => channel))];
  const owed = sent.flatMap(({ key, channel, outcome }) => {
    if (outcome.is === 'accepted') return [];
    const part: Message = {
      ...message,
      key,
      values: { ...message.values, [PART_OF]: message.key },
      ...(outcome.is === 'held' && outcome.together !== undefined ? { together: outcome.together } : {}),
      due: outcome.is === 'held' ? outcome.until : byExpiry(message, now + waitMs(key, 1, outcome, patience)),
    };
    if (outcome.is === 'held')
      return [{ message: part, delivery: { is: 'waiting', attempts: 0, next: outcome.until, why: outcome.why } as const }];
    if (outcome.is === 'failed')
      return [{ message: part, delivery: { is: 'waiting', attempts: 0, next: part.due, why: `${channel}: ${outcome.why}` } as const }];
    return [{ message: part, delivery: { is: 'dead', at: now, why: outcome.why } as const }, ...alarm(part, channel, now)];
  });
  return {
    delivery: { is: 'accepted', at: now, channel: channels.join(', '), ...(receipts[0] ? { receipt: receipts[0] } : {}) },
    owed,
  };
}

function unsent(
  message: Message,
  attempts: number,
  sent: readonly Sent[],
  patience: Patience & { readonly maxAttempts: number },
  now: Instant,
): Verdict {
  const failed = sent.filter(({ outcome }) => outcome.is === 'failed');
  const why = [
    ...new Set(
      sent.map(({ channel, outcome }) =>
        outcome.is === 'accepted' ? channel : outcome.is === 'held' ? outcome.why : `${channel}: ${outcome.why}`,
      ),
    ),
  ].join('; ');
  const held = sent.flatMap(({ outcome }) => (outcome.is === 'held' ? [outcome.until] : []));
  if (failed.length === 0 && held.length > 0) return { delivery: { is: 'waiting', attempts, next: Math.min(...held), why }, owed: [] };
  const made = attempts + 1;
  if (failed.length > 0 && made < patience.maxAttempts) {
    const wait = Math.min(...failed.map(({ outcome }) => waitMs(message.key, made, outcome, patience)));
    return { delivery: { is: 'waiting', attempts: made, next: byExpiry(message, Math.min(now + wait, ...held)), why }, owed: [] };
  }
  const channels = [...new Set(sent.map(({ channel }) => channel))].join(', ');
  return {
    delivery: { is: 'dead', at: now, why: failed.length > 0 ? `${why}; given up after ${made} attempts` : why },
    owed: alarm(message, channels, now),
  };
}

/** What is urgent and expires is looked at then at the latest: whoever must hear that it was not delivered hears it at once. */
const byExpiry = ({ urgent, expires }: Message, next: Instant): Instant => (urgent ? Math.min(next, expires ?? next) : next);

/** Our own patience, or the provider's wish if that is longer. */
function waitMs(key: string, attempt: number, outcome: Sent['outcome'], patience: Patience): number {
  const wish = outcome.is === 'failed' ? Math.min(outcome.retryAfterMs ?? 0, LONGEST_WISH_MS) : 0;
  return Math.max(backoffMs(key, attempt, patience), wish);
}

/** A provider that asks for more than a day has no say in when a patient hears of it. */
const LONGEST_WISH_MS = 86_400_000;

/**
 * What follows when a message's time has passed before every address took it: of an urgent one that no way outside of the inbox took, the
 * coordinator hears, once. Of a letter whose instruction alone is of no use any more, the alert's own text is tried on.
 * @param taken why it was not sent until now stands in it
 * @param sends what is known of this message and its parts
 * @param ways where it was to go
 */
export function lapsed(
  { message, why = 'it was not tried before its time had passed' }: TakenMessage,
  sends: readonly Send[],
  ways: readonly Address[],
  now: Instant,
): Verdict {
  const key = String(message.values[PART_OF] ?? message.key);
  const outside = sends.filter(({ message: of, channel }) => of === key && channel !== 'inbox');
  const took = [...new Set(outside.filter(({ steps }) => steps.accepted !== undefined).map(({ channel }) => channel))].join(', ');
  const delivery = { is: 'expired', at: now, why, ...(took === '' ? {} : { took }) } as const;
  if (message.ifAny || took !== '') return { delivery, owed: [] };
  if (Number(message.values[ALERT_LASTS] ?? now) > now) return { delivery, owed: alertAlone(message, ways, now) };
  const tried = [...new Set(outside.map(({ channel }) => channel))].join(', ');
  return { delivery, owed: alarm({ ...message, key }, tried || '—', now) };
}

/**
 * What is left of a letter whose instruction has lapsed: what was measured is still for the patient to know, on the ways that did not take it.
 * @param ways of the whole letter, or the one way of a part
 */
function alertAlone(message: Message, ways: readonly Address[], now: Instant): Verdict['owed'] {
  const { [ALERT_LASTS]: lasts, [PART_OF]: whole, step: _, ...values } = message.values;
  const key = messageKey(String(whole ?? message.key), ALERT_TEXT, message.to.role, message.to.person);
  const alone: Message = { ...message, key, template: ALERT_TEXT, values, due: now, expires: Number(lasts) };
  if (whole === undefined) return [{ message: alone }];
  return ways.map(({ channel, address }) => ({
    message: { ...alone, key: envelopeKey(alone, channel, address), values: { ...values, [PART_OF]: key } },
  }));
}

/** Somebody must know that an urgent message did not arrive. A message to the coordinator itself has nobody above it. */
export function alarm(message: Message, channel: string, now: Instant): Verdict['owed'] {
  if (!message.urgent || message.to.role === 'coordinator') return [];
  const notice: Message = {
    key: messageKey(message.key, 'delivery.failed', 'coordinator', 'team'),
    to: { person: 'team', role: 'coordinator' },
    about: message.about,
    ...(message.alert ? { alert: message.alert } : {}),
    template: 'delivery.failed',
    values: { recipient: message.to.role, channel },
    urgent: true,
    due: now,
  };
  return [{ message: notice }];
}
