import { expect, test } from 'vitest';
import { DAY } from '../domain/clock.ts';
import type { Message, Outcome } from '../domain/message.ts';
import { backoffMs } from './backoff.ts';
import { envelopeKey, PART_OF, type Sent, verdictOf } from './verdict.ts';

const NOW = 1_000_000;
const patience = { firstRetryMs: 15_000, longestRetryMs: 1_800_000, maxAttempts: 3 };
const message: Message = {
  key: 'm1',
  to: { person: 'p1', role: 'patient' },
  about: 'p1',
  alert: 'a1',
  template: 'alert.patient',
  values: { rule: 'glucose.low' },
  urgent: true,
  due: NOW - 1,
  expires: NOW + DAY,
};
const said = (channel: string, outcome: Outcome): Sent => ({ key: envelopeKey(message, channel, 'x'), channel, outcome });
const accepted = (channel: string): Sent => said(channel, { is: 'accepted', receipt: `r-${channel}` });
const failed = (channel: string, retryAfterMs?: number): Sent =>
  said(channel, { is: 'failed', why: 'it is down', ...(retryAfterMs === undefined ? {} : { retryAfterMs }) });
const refused = (channel: string): Sent => said(channel, { is: 'refused', why: 'it will not' });

test('all accepted: settled, with every channel and a receipt', () => {
  expect(verdictOf(message, 0, [accepted('inbox'), accepted('smtp')], patience, NOW)).toEqual({
    delivery: { is: 'accepted', at: NOW, channel: 'inbox, smtp', receipt: 'r-inbox' },
    owed: [],
  });
});

test('one of two was down: the message is settled, and that address alone is owed a part under the same key', () => {
  const mail = failed('smtp');
  const { delivery, owed } = verdictOf(message, 0, [accepted('inbox'), mail], patience, NOW);
  expect(delivery).toMatchObject({ is: 'accepted', channel: 'inbox' });
  const due = NOW + backoffMs(mail.key, 1, patience);
  expect(owed).toEqual([
    {
      message: { ...message, key: mail.key, values: { rule: 'glucose.low', [PART_OF]: 'm1' }, due },
      delivery: { is: 'waiting', attempts: 0, next: due, why: 'smtp: it is down' },
    },
  ]);
  expect(envelopeKey(owed[0]!.message, 'smtp', 'x')).toBe(mail.key);
});

test('one of two refused: that part is dead and stays to be seen, and the coordinator hears of an urgent one', () => {
  const { delivery, owed } = verdictOf(message, 0, [accepted('inbox'), refused('smtp')], patience, NOW);
  expect(delivery.is).toBe('accepted');
  expect(owed).toMatchObject([
    { message: { values: { [PART_OF]: 'm1' } }, delivery: { is: 'dead', at: NOW, why: 'it will not' } },
    {
      message: {
        to: { person: 'team', role: 'coordinator' },
        template: 'delivery.failed',
        values: { recipient: 'patient', channel: 'smtp' },
        urgent: true,
      },
    },
  ]);
  expect(verdictOf({ ...message, urgent: false }, 0, [accepted('inbox'), refused('smtp')], patience, NOW).owed).toHaveLength(1);
});

test('nobody accepted: tried again as a whole, later each time, until the attempts are used up', () => {
  const all = [failed('inbox'), refused('smtp')];
  expect(verdictOf(message, 0, all, patience, NOW)).toEqual({
    delivery: { is: 'waiting', attempts: 1, next: NOW + backoffMs('m1', 1, patience), why: 'inbox: it is down; smtp: it will not' },
    owed: [],
  });
  expect(verdictOf(message, 1, all, patience, NOW).delivery).toMatchObject({
    is: 'waiting',
    attempts: 2,
    next: NOW + backoffMs('m1', 2, patience),
  });
  const last = verdictOf(message, 2, all, patience, NOW);
  expect(last.delivery).toEqual({ is: 'dead', at: NOW, why: 'inbox: it is down; smtp: it will not; given up after 3 attempts' });
  expect(last.owed).toMatchObject([{ message: { template: 'delivery.failed' } }]);
});

test('all refused: dead at once', () => {
  expect(verdictOf(message, 0, [refused('smtp')], patience, NOW).delivery).toEqual({ is: 'dead', at: NOW, why: 'smtp: it will not' });
});

test('a provider that asks for patience gets it, but not more than a day', () => {
  const next = (retryAfterMs: number) =>
    (verdictOf(message, 0, [failed('smtp', retryAfterMs)], patience, NOW).delivery as { next: number }).next - NOW;
  expect(next(120_000)).toBe(120_000);
  expect(next(1)).toBe(backoffMs('m1', 1, patience));
  expect(next(365 * DAY)).toBe(DAY);
});

test('nobody is told that a message to the coordinator did not arrive: there is nobody above', () => {
  const toCoordinator: Message = { ...message, to: { person: 'team', role: 'coordinator' } };
  expect(verdictOf(toCoordinator, 2, [failed('smtp')], patience, NOW).owed).toEqual([]);
});
