import { afterEach, beforeEach, expect, test } from 'vitest';
import { HOUR } from '../domain/clock.ts';
import { type Delivery, type Message, NOBODY, type Outcome } from '../domain/message.ts';
import { createReplayClock, type ReplayClock } from '../domain/replay-clock.ts';
import { patient } from '../store/conformance/samples.ts';
import { openHouse } from '../store/temporary-house.ts';
import type { Address } from './address.ts';
import type { Channel, Letter } from './channel.ts';
import { inbox } from './channels/inbox.ts';
import { createNotifier } from './dispatch.ts';
import type { DispatchSettings } from './dispatch-settings.ts';
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
    mark: (address) => `mark of ${address}`,
    settings,
  });
const message = (change: Partial<Message> = {}): Message => ({
  key: 'm1',
  to: { person: 'p1', role: 'patient' },
  about: 'p1',
  template: 'pathway.message',
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

test('what can wait goes together, once a day, to who wants it so; what is urgent goes at once', async () => {
  const wants = to('a@e.org', { nonUrgent: 'digest', digestAt: '18:00' });
  addresses = [INBOX, wants];
  await owe(...['m1', 'm2', 'm3', 'm4'].map((key) => wait({ key })), message({ key: 'now' }));
  await notifier({ batch: 2 }).dispatch(never);
  while ((await notifier({ batch: 2 }).dispatch(never)) > 0);
  expect(mails.map(({ text }) => text)).toEqual(['words of now\n\nThis does not replace your doctor.']);
  expect(await house.store.inbox.of('p1', 9)).toHaveLength(5);
  const evening = NOON + 6 * HOUR;
  const part = envelopeKey(wait({ key: 'm2' }), 'smtp', 'a@e.org');
  expect((await deliveries())[part]).toEqual({ is: 'waiting', attempts: 0, next: evening, why: 'digest' });
  clock.advance(evening);
  mails = [];
  // A batch smaller than the digest does not cut it.
  while ((await notifier({ batch: 2 }).dispatch(never)) > 0);
  expect(mails).toHaveLength(1);
  expect(mails[0]).toMatchObject({ subject: 'Your messages of today (4)' });
  for (const key of ['m1', 'm2', 'm3', 'm4']) expect(mails[0]!.text.split(`words of ${key}`)).toHaveLength(2);
  const all = await deliveries();
  expect(Object.values(all).every(({ is }) => is === 'accepted')).toBe(true);
  expect((await house.store.sends.of('p1', 99)).filter(({ template }) => template === 'digest')).toMatchObject([
    { key: mails[0]!.key, channel: 'smtp', steps: { accepted: evening } },
  ]);
});

test('a digest that does not get through is tried again as one, under the same key', async () => {
  addresses = [INBOX, to('a@e.org', { nonUrgent: 'digest', digestAt: '18:00' })];
  await owe(wait({ key: 'm1' }), wait({ key: 'm2' }));
  await notifier().dispatch(never);
  answers.set('a@e.org', async () => ({ is: 'failed', why: 'the mail server does not answer' }));
  clock.advance(NOON + 6 * HOUR);
  await notifier().dispatch(never);
  answers.clear();
  clock.advance(NOON + 7 * HOUR);
  await notifier().dispatch(never);
  expect(mails).toHaveLength(2);
  expect(mails[0]!.key).toBe(mails[1]!.key);
  expect(mails[1]!.text).toBe(mails[0]!.text);
});

test('one person gets so many messages an hour and no more, on whatever ways; the rest wait, what is urgent does not', async () => {
  addresses = [INBOX, to('a@e.org'), to('b@e.org'), to('other@e.org', { person: 'user:x' })];
  await owe(...['m1', 'm2', 'm3', 'm4'].map((key) => wait({ key })));
  const limited = () => notifier({ perHour: 3, batch: 8 });
  await limited().dispatch(never);
  expect(mails).toHaveLength(9);
  expect(new Set(mails.map(({ text }) => text)).size).toBe(3);
  const waiting = Object.values(await deliveries()).filter(({ is }) => is === 'waiting');
  expect(waiting).toHaveLength(3);
  expect(waiting[0]).toMatchObject({ next: NOON + HOUR, why: 'too many messages at once', attempts: 0 });
  await owe(message({ key: 'urgent' }));
  await limited().dispatch(never);
  expect(mails).toHaveLength(12);
  clock.advance(NOON + HOUR);
  await limited().dispatch(never);
  expect(mails).toHaveLength(15);
});

test('what a provider said of an address is known of the way: taken, delivered at once, or no such address', async () => {
  addresses = [INBOX, to('a@e.org'), to('b@e.org'), to('c@e.org')];
  answers.set('b@e.org', async () => ({ is: 'accepted', receipt: 'r1', reached: 'delivered' }));
  answers.set('c@e.org', async () => ({ is: 'refused', why: 'the mail server refuses the recipient', wrongAddress: true }));
  await owe(message());
  await notifier().dispatch(never);
  const sends = Object.fromEntries((await house.store.sends.of('p1', 9)).map((one) => [one.mark, one]));
  expect(sends).toMatchObject({
    'mark of a@e.org': { key: envelopeKey(message(), 'smtp', 'a@e.org'), message: 'm1', steps: { accepted: NOON } },
    'mark of b@e.org': { steps: { accepted: NOON, delivered: NOON }, receipt: 'r1' },
    'mark of c@e.org': { steps: {}, failed: { wrongAddress: true } },
  });
});

test('a test of the alarm goes on every way, whatever somebody wants to hear of, and says which way it came', async () => {
  addresses = [to('a@e.org', { rank: 0, nonUrgent: 'off' }), to('b@e.org', { rank: 1, nonUrgent: 'digest', digestAt: '18:00' })];
  await owe(wait({ template: 'drill', values: {}, about: NOBODY, to: { person: 'dr.li', role: 'doctor' } }));
  await notifier().dispatch(never);
  expect(mails.map(({ address }) => address)).toEqual(['a@e.org', 'b@e.org']);
  expect(mails[0]!.text).toContain('It came by e-mail.');
});
