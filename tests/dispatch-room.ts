/** For tests: one patient, an inbox and a mail provider that answers as it is told, and a clock that the test moves. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import type { Delivery, Message, Outcome } from '../domain/message.ts';
import { createReplayClock, type ReplayClock } from '../domain/replay-clock.ts';
import type { Store } from '../domain/store.ts';
import type { Address } from '../notifier/address.ts';
import type { Channel, Letter } from '../notifier/channel.ts';
import { inbox } from '../notifier/channels/inbox.ts';
import { createNotifier, type Notifier, type NotifierParts } from '../notifier/dispatch.ts';
import { envelopeKey } from '../notifier/verdict.ts';
import { testPatient } from '../rules/try-judge.ts';
import { openSqlite } from '../store/sqlite.ts';

/** Noon in Shanghai. */
export const NOON = Date.UTC(2026, 2, 2, 4);
export const never = new AbortController().signal;

let folder: string;
export let clock: ReplayClock;
export let store: Store;
export let mails: Letter[];
/** What the mail provider answers, by address; accepted unless said otherwise. */
export let answers: Map<string, () => Promise<Outcome>>;
export let addresses: readonly Address[];

/** A store on disk, an inbox and a mail provider, anew for each test of a file. */
export function livesAnew(): void {
  beforeEach(begin);
  afterEach(end);
}

async function begin(): Promise<void> {
  folder = mkdtempSync(join(tmpdir(), 'hearth-dispatch-'));
  clock = createReplayClock(NOON);
  mails = [];
  answers = new Map();
  addresses = [
    { channel: 'inbox', address: 'p1', language: 'zh-CN' },
    { channel: 'smtp', address: 'li@example.org', language: 'zh-CN' },
  ];
  open();
  await store.transact((records) => records.patients.save(testPatient({ language: 'zh-CN' })));
}

async function end(): Promise<void> {
  await store.close();
  rmSync(folder, { recursive: true });
}

export const setAddresses = (others: readonly Address[]): void => void (addresses = others);

export const open = () => {
  store = openSqlite({ path: join(folder, 'hearth.db'), identityKey: new Uint8Array(32), now: clock.now });
};

export const provider: Channel = {
  async send(letter) {
    mails.push(letter);
    return answers.get(letter.address)?.() ?? { is: 'accepted' };
  },
};

export const notifier = (change: Partial<NotifierParts> = {}): Notifier =>
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

export const message = (change: Partial<Message> = {}): Message => ({
  key: 'm1',
  to: { person: 'p1', role: 'patient' },
  about: 'p1',
  template: 'alert.patient',
  values: { rule: 'glucose.low', severity: 'medium', value: 3.4, unit: 'mmol/L', limit: 3.9, at: NOON, raised: NOON },
  urgent: true,
  due: NOON,
  ...change,
});
export const owe = (...messages: readonly Message[]) =>
  store.transact((records) =>
    records.decisions.apply(
      messages.map((one) => ({ do: 'send', message: one })),
      clock.now(),
    ),
  );
export const deliveries = async (): Promise<Record<string, Delivery>> =>
  Object.fromEntries((await store.outbox.of('p1', 100)).map((entry) => [entry.message.key, entry.delivery]));
export const inboxOf = async () => (await store.inbox.of('p1', 100)).map(({ subject }) => subject);
export const mailKey = envelopeKey(message(), 'smtp', 'li@example.org');
