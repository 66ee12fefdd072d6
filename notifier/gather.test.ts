import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { HOUR, type Instant, MINUTE } from '../domain/clock.ts';
import type { Message } from '../domain/message.ts';
import { Patient } from '../domain/patient.ts';
import { createReplayClock, type ReplayClock } from '../domain/replay-clock.ts';
import type { Store } from '../domain/store.ts';
import { openSqlite } from '../store/sqlite.ts';
import type { Letter } from './channel.ts';
import { createNotifier } from './dispatch.ts';

/** 23:00 in Shanghai, where patient and team sleep until 07:00. */
const NIGHT = Date.UTC(2026, 2, 2, 15);
const MORNING = NIGHT + 8 * HOUR;
const never = new AbortController().signal;

let folder: string;
let clock: ReplayClock;
let store: Store;
let letters: Letter[];
let works = true;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hearth-gather-'));
  clock = createReplayClock(NIGHT);
  store = openSqlite({ path: join(folder, 'hearth.db'), identityKey: new Uint8Array(32), now: clock.now });
  letters = [];
  works = true;
  for (const id of ['p1', 'p2']) {
    await store.transact((records) => records.patients.save(Patient.parse({ id, language: 'en', zone: 'Asia/Shanghai' })));
  }
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

const notifier = () =>
  createNotifier({
    store,
    clock,
    channels: new Map([
      [
        'smtp',
        {
          send: async (letter) => {
            letters.push(letter);
            return works ? { is: 'accepted' } : { is: 'failed', why: 'the server is away' };
          },
        },
      ],
    ]),
    addresses: async ({ role }) => [{ channel: 'smtp', address: `${role}@example.org`, language: 'en' }],
    words: () => undefined,
    links: ({ about }) => `https://hearth.example/${about}`,
    teamZone: 'Asia/Shanghai',
  });
const drain = async () => {
  const one = notifier();
  while ((await one.dispatch(never)) > 0);
};

const message = (key: string, due: Instant, more: Partial<Message> = {}): Message => ({
  key,
  to: { person: 'team', role: 'coordinator' },
  about: 'p1',
  template: 'alert.team',
  values: { rule: `rule.${key}`, severity: 'medium', value: 14.2, unit: 'mmol/L', limit: 13.9, at: due, raised: due },
  urgent: false,
  due,
  ...more,
});
const owe = (...messages: readonly Message[]) =>
  store.transact((records) =>
    records.decisions.apply(
      messages.map((one) => ({ do: 'send', message: one })),
      clock.now(),
    ),
  );
const fates = async () => Object.fromEntries((await store.outbox.of('p1', 99)).map(({ message: { key }, delivery }) => [key, delivery.is]));

test('a bad night of one patient is one message in the morning, with everything in it, in order', async () => {
  for (let hour = 0; hour < 6; hour++) {
    clock.advance(NIGHT + hour * HOUR);
    await owe(message(`m${hour}`, clock.now()), ...(hour === 0 ? [message('other', clock.now(), { about: 'p2' })] : []));
    await drain();
  }
  expect(letters).toEqual([]);
  clock.advance(MORNING);
  await drain();
  expect(letters.map(({ subject }) => subject).toSorted()).toEqual(['6 messages about patient p1', '[medium] rule.other: patient p2']);
  const { text } = letters.find(({ subject }) => subject.startsWith('6'))!;
  expect([...text.matchAll(/^\d\. \[medium\] (rule\.m\d)/gm)].map(([, rule]) => rule)).toEqual([0, 1, 2, 3, 4, 5].map((n) => `rule.m${n}`));
  expect(await fates()).toMatchObject({ m0: 'gathered', m5: 'gathered' });
  await drain();
  expect(letters).toHaveLength(2);
});

test('three advices after one night are one message to the patient, and an advice goes with the alert that it is about', async () => {
  const advice = (key: string, text: string) =>
    message(key, clock.now(), { to: { person: 'p1', role: 'patient' }, template: 'advice', values: { text, advice: key } });
  for (const [i, text] of ['Walk after dinner.', 'Eat more vegetables.', 'Measure before breakfast.'].entries()) {
    clock.advance(NIGHT + i * HOUR);
    await owe(advice(`a${i}`, text));
    await drain();
  }
  await owe(message('alert', clock.now(), { to: { person: 'p1', role: 'patient' }, template: 'alert.patient' }));
  clock.advance(MORNING);
  await drain();
  expect(letters.map(({ subject }) => subject)).toEqual(['4 messages for you']);
  for (const text of ['Walk after dinner.', 'Eat more vegetables.', 'Measure before breakfast.']) expect(letters[0]!.text).toContain(text);
});

test('what is urgent, a question, another recipient, and what has expired stay out of it', async () => {
  clock.advance(MORNING);
  await owe(
    message('a', MORNING),
    message('b', MORNING),
    message('urgent', MORNING, { urgent: true }),
    message('doctor', MORNING, { to: { person: 'team', role: 'doctor' } }),
    message('question', MORNING, {
      template: 'follow-up.question',
      values: { 'question.en': 'How are you?', 'question.zh-CN': '您好吗？', 'options.en': 'well', 'options.zh-CN': '好', followUp: 'f' },
    }),
    message('old', MORNING, { expires: MORNING }),
  );
  await drain();
  expect(await fates()).toMatchObject({
    a: 'gathered',
    b: 'gathered',
    urgent: 'accepted',
    doctor: 'accepted',
    question: 'accepted',
    old: 'expired',
  });
  expect(letters.map(({ subject }) => subject)).toContain('2 messages about patient p1');
});

test('a provider that is away gets the same letter under the same key again; what comes meanwhile is another', async () => {
  clock.advance(MORNING);
  works = false;
  await owe(message('a', MORNING), message('b', MORNING));
  await drain();
  works = true;
  await owe(message('c', MORNING));
  clock.advance(MORNING + MINUTE);
  await drain();
  const together = letters.filter(({ subject }) => subject.startsWith('2 messages'));
  expect(together).toHaveLength(2);
  expect(together[0]!.key).toBe(together[1]!.key);
  expect(await fates()).toMatchObject({ a: 'gathered', b: 'gathered', c: 'accepted' });
});

test('a crash while it is gathered leaves every part as it was', async () => {
  clock.advance(MORNING);
  await owe(message('a', MORNING), message('b', MORNING));
  const crashing: Pick<Store, 'transact' | 'patients' | 'followUps' | 'sends'> = {
    patients: store.patients,
    followUps: store.followUps,
    sends: store.sends,
    transact: (work) =>
      store.transact(async (records) => {
        await work(records);
        throw new Error('power failure');
      }),
  };
  const one = createNotifier({
    store: crashing,
    clock,
    channels: new Map(),
    addresses: async () => [],
    words: () => undefined,
    links: () => '',
    teamZone: 'Asia/Shanghai',
  });
  await expect(one.dispatch(never)).rejects.toThrow('power failure');
  expect(await fates()).toEqual({ a: 'waiting', b: 'waiting' });
  await drain();
  expect(letters.map(({ subject }) => subject)).toEqual(['2 messages about patient p1']);
});
