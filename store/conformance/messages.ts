import { describe, expect, test } from 'vitest';
import { MINUTE } from '../../domain/clock.ts';
import type { Delivery, Message } from '../../domain/message.ts';
import type { Store } from '../../domain/store.ts';
import { MORNING, message, type Open } from './samples.ts';

const owe = (store: Store, ...messages: readonly Message[]) =>
  store.transact((records) =>
    records.decisions.apply(
      messages.map((one) => ({ do: 'send', message: one })),
      MORNING,
    ),
  );
const take = (store: Store, now: number, count = 9, leaseMs = MINUTE) =>
  store.transact((records) => records.outbox.take(now, count, leaseMs));
const settle = (store: Store, key: string, delivery: Delivery) => store.transact((records) => records.outbox.settle(key, delivery));
const keys = (taken: Awaited<ReturnType<typeof take>>) => taken.map((one) => one.message.key);

export function messageConformance(open: Open): void {
  describe('the outbox', () => {
    test('gives what is due, the urgent first, and to one worker at a time', async () => {
      const store = await open();
      await owe(
        store,
        message('later', { due: MORNING + MINUTE }),
        message('old', { due: MORNING - 2 }),
        message('new', { due: MORNING - 1 }),
        message('urgent', { due: MORNING, urgent: true }),
      );
      expect(await store.outbox.next()).toBe(MORNING - 2);
      expect(keys(await take(store, MORNING - 3))).toEqual([]);
      expect(await take(store, MORNING, 2)).toEqual([
        { message: message('urgent', { due: MORNING, urgent: true }), attempts: 0 },
        { message: message('old', { due: MORNING - 2 }), attempts: 0 },
      ]);
      expect(keys(await take(store, MORNING, 9))).toEqual(['new']);
      expect(keys(await take(store, MORNING, 9))).toEqual([]);
    });

    test('gives again what nobody settled, once the lease has ended', async () => {
      const store = await open();
      await owe(store, message('m1'));
      expect(keys(await take(store, MORNING, 9, MINUTE))).toEqual(['m1']);
      expect(await store.outbox.next()).toBe(MORNING + MINUTE);
      expect(keys(await take(store, MORNING + MINUTE - 1))).toEqual([]);
      expect(keys(await take(store, MORNING + MINUTE))).toEqual(['m1']);
    });

    test('a take that is rolled back took nothing', async () => {
      const store = await open();
      await owe(store, message('m1'));
      const failing = store.transact(async (records) => {
        await records.outbox.take(MORNING, 9, MINUTE);
        throw new Error('no');
      });
      await expect(failing).rejects.toThrow('no');
      expect(keys(await take(store, MORNING))).toEqual(['m1']);
    });

    test('tries again when it is told to, with the attempts so far', async () => {
      const store = await open();
      await owe(store, message('m1'));
      await take(store, MORNING);
      const waiting: Delivery = { is: 'waiting', attempts: 1, next: MORNING + 5 * MINUTE, why: 'refused' };
      await settle(store, 'm1', waiting);
      expect(await store.outbox.of('p1', 9)).toEqual([{ message: message('m1'), delivery: waiting }]);
      expect(keys(await take(store, MORNING + 2 * MINUTE))).toEqual([]);
      expect(await take(store, MORNING + 5 * MINUTE)).toEqual([{ message: message('m1'), attempts: 1, why: 'refused' }]);
    });

    test.each<Delivery>([
      { is: 'accepted', at: MORNING, channel: 'smtp', receipt: '250 ok' },
      { is: 'expired', at: MORNING },
      { is: 'gathered', at: MORNING, into: 'm9' },
      { is: 'dead', at: MORNING, why: 'no address' },
    ])('what is settled as $is is never given again, not even by a worker who comes late', async (delivery) => {
      const store = await open();
      await owe(store, message('m1'));
      await take(store, MORNING);
      await settle(store, 'm1', delivery);
      await settle(store, 'm1', { is: 'waiting', attempts: 1, next: MORNING });
      await owe(store, message('m1'));
      expect(keys(await take(store, MORNING + 60 * MINUTE))).toEqual([]);
      expect(await store.outbox.next()).toBeUndefined();
      expect(await store.outbox.of('p1', 9)).toEqual([{ message: message('m1'), delivery }]);
      expect(await store.outbox.counts()).toEqual({ waiting: 0, accepted: 0, expired: 0, gathered: 0, dead: 0, [delivery.is]: 1 });
    });

    test('tells what of a patient is due, unclaimed and not urgent', async () => {
      const store = await open();
      const about = (key: string, more: Partial<Message> = {}) => message(key, { urgent: false, ...more });
      await owe(store, about('m1'), about('m2', { due: MORNING - 1 }), about('m3', { about: 'p2' }), about('m4', { due: MORNING + 1 }));
      await owe(store, about('m5', { urgent: true }));
      expect(keys(await store.outbox.waitingAbout('p1', MORNING))).toEqual(['m2', 'm1']);
      await take(store, MORNING);
      expect(await store.outbox.waitingAbout('p1', MORNING)).toEqual([]);
    });

    test('shows the newest about a patient', async () => {
      const store = await open();
      await owe(
        store,
        message('m1'),
        message('m2', { due: MORNING + 1 }),
        message('m3', { about: 'p2' }),
        message('m4', { due: MORNING - 1 }),
      );
      expect((await store.outbox.of('p1', 2)).map((entry) => entry.message.key)).toEqual(['m2', 'm1']);
      expect((await store.outbox.counts()).waiting).toBe(4);
    });
  });

  describe('the inbox', () => {
    const entry = (key: string, at: number) => ({ key, patient: 'p1', at, address: 'p1', subject: `s ${key}`, text: `t ${key}` });

    test('holds each message once, newest first, until it is read', async () => {
      const store = await open();
      await store.transact(async (records) => {
        for (const one of [entry('k1', 1), entry('k2', 2), { ...entry('k1', 1), text: 'another' }]) await records.inbox.put(one);
      });
      expect(await store.inbox.of('p1', 9)).toEqual([entry('k2', 2), entry('k1', 1)]);
      await store.transact((records) => records.inbox.put({ ...entry('k1', 1), read: 5 }));
      await store.transact((records) => records.inbox.put(entry('k1', 1)));
      expect(await store.inbox.of('p1', 9)).toEqual([entry('k2', 2), { ...entry('k1', 1), read: 5 }]);
      expect(await store.inbox.of('p1', 1)).toHaveLength(1);
      expect(await store.inbox.of('p2', 9)).toEqual([]);
    });

    test('tells what an address has not read; what one member of a team has read is read', async () => {
      const store = await open();
      const to = (key: string, address: string, at: number) => ({ ...entry(key, at), address });
      await store.transact(async (records) => {
        for (const one of [to('k1', 'team:doctor', 1), to('k2', 'team:doctor', 2), to('k3', 'team:coordinator', 3)])
          await records.inbox.put(one);
      });
      expect((await store.inbox.unread('team:doctor', 9)).map(({ key }) => key)).toEqual(['k2', 'k1']);
      expect(await store.inbox.unread('team:doctor', 1)).toHaveLength(1);
      const read = (key: string, address: string) => store.transact((records) => records.inbox.markRead(key, address, 7));
      expect([await read('k2', 'team:coordinator'), await read('k2', 'team:doctor'), await read('k2', 'team:doctor')]).toEqual([
        false,
        true,
        false,
      ]);
      expect((await store.inbox.unread('team:doctor', 9)).map(({ key }) => key)).toEqual(['k1']);
      expect((await store.inbox.of('p1', 9)).find(({ key }) => key === 'k2')).toMatchObject({ read: 7 });
    });
  });
}
