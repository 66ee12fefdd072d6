import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { MINUTE } from '../domain/clock.ts';
import type { Delivery, Message, Outcome } from '../domain/message.ts';
import { createReplayClock, type ReplayClock } from '../domain/replay-clock.ts';
import type { Store } from '../domain/store.ts';
import { openSqlite } from '../store/sqlite.ts';
import type { Address } from './address.ts';
import type { Channel, Letter } from './channel.ts';
import { inbox } from './channels/inbox.ts';
import { createNotifier, type Notifier, type NotifierParts } from './dispatch.ts';
import { envelopeKey } from './verdict.ts';

/** Noon in Shanghai. */
const NOON = Date.UTC(2026, 2, 2, 4);
const never = new AbortController().signal;

let folder: string;
let clock: ReplayClock;
let store: Store;
let mails: Letter[];
/** What the mail provider answers, by address; accepted unless said otherwise. */
let answers: Map<string, () => Promise<Outcome>>;
let addresses: readonly Address[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hearth-dispatch-'));
  clock = createReplayClock(NOON);
  mails = [];
  answers = new Map();
  addresses = [
    { channel: 'inbox', address: 'p1', language: 'zh-CN' },
    { channel: 'smtp', address: 'li@example.org', language: 'zh-CN' },
  ];
  open();
  await store.transact((records) =>
    records.patients.save({
      id: 'p1',
      language: 'zh-CN',
      zone: 'Asia/Shanghai',
      glucoseUnit: 'mmol/L',
      group: 'adult',
      conditions: [],
      medicines: [],
      allergies: [],
      plan: [],
    }),
  );
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

const open = () => {
  store = openSqlite({ path: join(folder, 'hearth.db'), identityKey: new Uint8Array(32), now: clock.now });
};

const provider: Channel = {
  async send(letter) {
    mails.push(letter);
    return answers.get(letter.address)?.() ?? { is: 'accepted' };
  },
};

const notifier = (change: Partial<NotifierParts> = {}): Notifier =>
  createNotifier({
    store,
    clock,
    channels: new Map([
      ['inbox', inbox.open({}, { clock, store })],
      ['smtp', provider],
    ]),
    addresses: async () => addresses,
    words: () => ({ title: { 'zh-CN': '血糖偏低', en: 'Low glucose' }, explanation: { 'zh-CN': '请处理。', en: 'Treat it.' } }),
    teamZone: 'Europe/London',
    links: (message) => `https://hearth.example/${message.values.followUp ?? message.about}`,
    ...change,
  });

const message = (change: Partial<Message> = {}): Message => ({
  key: 'm1',
  to: { person: 'p1', role: 'patient' },
  about: 'p1',
  template: 'alert.patient',
  values: { rule: 'glucose.low', severity: 'medium', value: 3.4, unit: 'mmol/L', limit: 3.9, at: NOON, raised: NOON },
  urgent: true,
  due: NOON,
  ...change,
});
const owe = (...messages: readonly Message[]) =>
  store.transact((records) =>
    records.decisions.apply(
      messages.map((one) => ({ do: 'send', message: one })),
      clock.now(),
    ),
  );
const deliveries = async (): Promise<Record<string, Delivery>> =>
  Object.fromEntries((await store.outbox.of('p1', 100)).map((entry) => [entry.message.key, entry.delivery]));
const mailKey = envelopeKey(message(), 'smtp', 'li@example.org');

test('an urgent one that expires while the mail server is out: the coordinator is told at that moment, once', async () => {
  const person = { person: 'patient:p1', language: 'zh-CN' } as const;
  const ways = [
    { channel: 'inbox', address: 'p1', ...person },
    { channel: 'smtp', address: 'li@example.org', ...person },
    { channel: 'smtp', address: 'other@example.org', ...person },
  ];
  const house = notifier({
    addresses: async (to) => (to.role === 'patient' ? ways : [{ channel: 'inbox', address: 'team:coordinator', language: 'en' }]),
  });
  for (const { address } of ways) answers.set(address, async () => ({ is: 'failed', why: 'come back later (451)' }));
  const expires = NOON + 15 * MINUTE;
  await owe(message({ expires }), message({ key: 'calm', urgent: false, expires }));
  const told = async () => (await store.inbox.of('p1', 99)).filter(({ address }) => address === 'team:coordinator');
  while (clock.now() < expires) {
    while ((await house.dispatch(never)) > 0);
    expect(await told()).toEqual([]);
    clock.advance(Math.min((await store.outbox.next())!, expires));
  }
  while ((await house.dispatch(never)) > 0);
  expect((await deliveries())[mailKey]).toEqual({ is: 'expired', at: expires });
  expect(await told()).toMatchObject([{ subject: 'An urgent message was not delivered: patient p1' }]);
  expect((await told())[0]!.text).toContain('mail');
});

test('where another way took it in time, its mail may expire', async () => {
  const person = { person: 'patient:p1', language: 'zh-CN' } as const;
  addresses = [
    { channel: 'smtp', address: 'li@example.org', ...person },
    { channel: 'smtp', address: 'good@example.org', ...person },
  ];
  answers.set('li@example.org', async () => ({ is: 'failed', why: 'come back later (451)' }));
  await owe(message({ expires: NOON + 15 * MINUTE }));
  await notifier().dispatch(never);
  clock.advance(NOON + 15 * MINUTE);
  while ((await notifier().dispatch(never)) > 0);
  expect((await deliveries())[mailKey]).toMatchObject({ is: 'expired' });
  expect((await store.outbox.of('p1', 9)).map(({ message: { template } }) => template)).not.toContain('delivery.failed');
});
