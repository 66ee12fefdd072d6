import { afterEach, beforeEach, expect, test } from 'vitest';
import { HOUR } from '../domain/clock.ts';
import type { Delivery, Message, Outcome } from '../domain/message.ts';
import { createReplayClock, type ReplayClock } from '../domain/replay-clock.ts';
import { patient } from '../store/conformance/samples.ts';
import { openHouse } from '../store/temporary-house.ts';
import type { Address } from './address.ts';
import type { Channel, Letter } from './channel.ts';
import { inbox } from './channels/inbox.ts';
import { createNotifier, type DispatchSettings } from './dispatch.ts';
import { envelopeKey } from './verdict.ts';

/** How people want to be told, held against the real store and a mail provider that does as it is asked. */

/** Noon in Shanghai. */
const NOON = Date.UTC(2026, 2, 2, 4);
const never = new AbortController().signal;
const INBOX: Address = { channel: 'inbox', address: 'p1', language: 'en', person: 'patient:p1' };

let house: ReturnType<typeof openHouse>;
let clock: ReplayClock;
let mails: Letter[];
let answers: Map<string, () => Promise<Outcome>>;
let addresses: readonly Address[];

beforeEach(async () => {
  [house, clock, mails, answers, addresses] = [openHouse(), createReplayClock(NOON), [], new Map(), [INBOX]];
  await house.store.transact((records) => records.patients.save(patient('p1')));
});
afterEach(() => house.store.close());

const notifier = (settings: Partial<DispatchSettings> = {}) =>
  createNotifier({
    store: house.store,
    clock,
    channels: new Map<string, Channel>([
      ['inbox', inbox.open({}, { clock, store: house.store })],
      [
        'smtp',
        {
          async send(letter: Letter) {
            mails.push(letter);
            return answers.get(letter.address)?.() ?? { is: 'accepted' };
          },
        },
      ],
    ]),
    addresses: async () => addresses,
    words: () => undefined,
    teamZone: 'Asia/Shanghai',
    links: () => 'https://hearth.example/p1',
    settings,
  });
const message = (change: Partial<Message> = {}): Message => ({
  key: 'm1',
  to: { person: 'p1', role: 'patient' },
  about: 'p1',
  template: 'advice',
  values: { 'text.zh-CN': `信 ${change.key ?? 'm1'}`, 'text.en': `words of ${change.key ?? 'm1'}` },
  urgent: true,
  due: NOON,
  ...change,
});
const owe = (...messages: readonly Message[]) =>
  house.store.transact((records) =>
    records.decisions.apply(
      messages.map((one) => ({ do: 'send', message: one })),
      clock.now(),
    ),
  );
const deliveries = async (): Promise<Record<string, Delivery>> =>
  Object.fromEntries((await house.store.outbox.of('p1', 100)).map((entry) => [entry.message.key, entry.delivery]));

const to = (address: string, more: Partial<Address> = {}): Address => ({
  channel: 'smtp',
  address,
  language: 'en',
  person: 'patient:p1',
  ...more,
});
const wait = (change: Partial<Message> = {}) => message({ urgent: false, ...change });

test('what can wait goes on the first way of the order that takes it; what is urgent goes on all', async () => {
  addresses = [
    to('third@e.org', { rank: 2 }),
    to('first@e.org', { rank: 0 }),
    to('second@e.org', { rank: 1 }),
    to('other@e.org', { person: 'x' }),
  ];
  answers.set('first@e.org', async () => ({ is: 'failed', why: 'the mail server does not answer' }));
  await owe(wait());
  await notifier().dispatch(never);
  expect(mails.map(({ address }) => address).sort()).toEqual(['first@e.org', 'other@e.org', 'second@e.org']);
  expect(await deliveries()).toMatchObject({ m1: { is: 'accepted' } });
  expect(Object.keys(await deliveries())).toHaveLength(1);

  mails = [];
  await owe(message({ key: 'm2' }));
  await notifier().dispatch(never);
  expect(mails).toHaveLength(4);
});

test('where no way of the order takes it, the first that failed is tried again, and no other', async () => {
  addresses = [INBOX, to('a@e.org', { rank: 0 }), to('b@e.org', { rank: 1 })];
  for (const one of ['a@e.org', 'b@e.org']) answers.set(one, async () => ({ is: 'failed', why: 'the mail server does not answer' }));
  await owe(wait());
  await notifier().dispatch(never);
  const parts = Object.entries(await deliveries()).filter(([key]) => key !== 'm1');
  expect(parts).toMatchObject([[envelopeKey(message(), 'smtp', 'a@e.org'), { is: 'waiting' }]]);
});

test('who wants only what is urgent finds the rest in the inbox', async () => {
  addresses = [INBOX, to('a@e.org', { nonUrgent: 'off' })];
  await owe(wait());
  await notifier().dispatch(never);
  expect(mails).toEqual([]);
  expect(await house.store.inbox.of('p1', 9)).toHaveLength(1);
  await owe(message({ key: 'm2' }));
  await notifier().dispatch(never);
  expect(mails).toHaveLength(1);
});

test('one person’s own quiet hours hold back that person’s mail, and nobody else’s', async () => {
  addresses = [to('night@e.org', { person: 'user:a', quietHours: { from: '11:00', to: '14:30' } }), to('day@e.org', { person: 'user:b' })];
  await owe(wait());
  await notifier().dispatch(never);
  expect(mails.map(({ address }) => address)).toEqual(['day@e.org']);
  const part = envelopeKey(message(), 'smtp', 'night@e.org');
  expect((await deliveries())[part]).toEqual({ is: 'waiting', attempts: 0, next: NOON + 2.5 * HOUR, why: 'quiet hours' });
  clock.advance(NOON + 2.5 * HOUR);
  await notifier().dispatch(never);
  expect(mails.at(-1)).toMatchObject({ address: 'night@e.org', key: part });
});
