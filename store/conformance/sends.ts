import { describe, expect, test } from 'vitest';
import { HOUR, MINUTE } from '../../domain/clock.ts';
import { type Send, stepOf } from '../../domain/reach.ts';
import type { Store } from '../../domain/store.ts';
import { MORNING, message, type Open } from './samples.ts';

const send = (key: string, more: Partial<Send> = {}): Send => ({
  key,
  message: `m-${key}`,
  about: 'p1',
  person: 'patient:p1',
  channel: 'twilio',
  mark: 'a',
  template: 'advice',
  urgent: false,
  tried: MORNING,
  steps: { accepted: MORNING },
  ...more,
});
const note = (store: Store, ...sends: readonly Send[]) => store.transact((records) => records.sends.note(sends));

export function sendConformance(open: Open): void {
  describe('how far messages got', () => {
    test('each step has its moment; the first time counts', async () => {
      const store = await open();
      await note(store, send('s1', { receipt: 'SM1' }));
      const reached = (step: 'delivered' | 'read', at: number) => store.transact((records) => records.sends.reached('s1', step, at));
      expect(await reached('delivered', MORNING + 1)).toBe(true);
      await reached('read', MORNING + 2);
      await reached('delivered', MORNING + 3);
      expect(await store.sends.get('s1')).toEqual(
        send('s1', { receipt: 'SM1', steps: { accepted: MORNING, delivered: MORNING + 1, read: MORNING + 2 } }),
      );
      expect(stepOf((await store.sends.get('s1'))!)).toBe('read');
      expect(await store.transact((records) => records.sends.reached('nothing', 'read', 1))).toBe(false);
      await note(store, send('s2', { tried: MORNING + 9 }), send('s3', { about: 'p2' }));
      expect((await store.sends.of('p1', 9)).map(({ key }) => key)).toEqual(['s2', 's1']);
    });

    test('a message is found by the number that its provider gave it, on that channel only', async () => {
      const store = await open();
      await note(store, send('s1', { receipt: '42' }), send('s2', { receipt: '42', channel: 'wechat' }), send('s3'));
      await note(store, send('s4', { receipt: '42', channel: 'wechat', tried: MORNING + 1 }));
      expect(await store.sends.withReceipt('twilio', '42')).toMatchObject({ key: 's1' });
      expect(await store.sends.withReceipt('wechat', '42')).toMatchObject({ key: 's4' });
      expect(await store.sends.withReceipt('wechat', '43')).toBeUndefined();
      // A later attempt is known by its own number.
      await note(store, send('s1', { receipt: '44' }));
      expect(await store.sends.withReceipt('twilio', '42')).toBeUndefined();
      expect(await store.sends.withReceipt('twilio', '44')).toMatchObject({ key: 's1' });
    });

    test('a way knows when it last worked, and since when nobody has confirmed', async () => {
      const store = await open();
      const way = async () => (await store.sends.reach())[0];
      await note(store, send('s1'), send('s2', { tried: MORNING + HOUR, steps: { accepted: MORNING + HOUR } }));
      expect(await way()).toEqual({
        person: 'patient:p1',
        about: 'p1',
        channel: 'twilio',
        mark: 'a',
        sent: MORNING + HOUR,
        unconfirmedSince: MORNING,
      });
      await store.transact((records) => records.sends.reached('s2', 'delivered', MORNING + 2 * HOUR));
      expect(await way()).toMatchObject({ confirmed: MORNING + 2 * HOUR });
      expect(await way()).not.toHaveProperty('unconfirmedSince');
      await note(store, send('s3', { template: 'drill', tried: MORNING + 3 * HOUR, steps: { accepted: MORNING + 3 * HOUR } }));
      expect(await way()).toMatchObject({ drilled: MORNING + 3 * HOUR, unconfirmedSince: MORNING + 3 * HOUR });
    });

    test('a wrong address is known until something arrives there; a late report undoes nothing', async () => {
      const store = await open();
      const failed = { at: MORNING, why: 'the number is not in use', wrongAddress: true };
      await note(store, send('s1'));
      expect(await store.transact((records) => records.sends.failed('s1', failed))).toBe(true);
      expect(await store.sends.reach()).toMatchObject([{ wrong: { since: MORNING, why: failed.why } }]);
      expect(await store.sends.get('s1')).toMatchObject({ failed });
      await store.transact((records) => records.sends.reached('s1', 'delivered', MORNING + 1));
      await store.transact((records) => records.sends.failed('s1', failed));
      expect((await store.sends.reach())[0]).not.toHaveProperty('wrong');
      expect(await store.sends.get('s1')).not.toHaveProperty('failed');
      await note(store, send('s4', { steps: {}, failed, mark: 'b' }));
      expect(await store.sends.reach()).toMatchObject([{ mark: 'a' }, { mark: 'b', wrong: { since: MORNING } }]);
    });

    test('what left the house for a person lately is counted by message, the inbox not', async () => {
      const store = await open();
      const at = (key: string, accepted: number, more: Partial<Send> = {}) => send(key, { steps: { accepted }, ...more });
      await note(store, at('s1', MORNING + 1), at('s2', MORNING + 2, { message: 'm-s1', channel: 'smtp' }), at('s3', MORNING + 3));
      await note(store, at('s4', MORNING + 4, { channel: 'inbox' }), at('s5', MORNING + 5, { person: 'user:x' }), at('s0', MORNING));
      expect(await store.sends.lately('patient:p1', MORNING, 9)).toEqual([MORNING + 3, MORNING + 2]);
      expect(await store.sends.lately('patient:p1', MORNING, 1)).toEqual([MORNING + 3]);
    });
  });

  describe('the outbox, beside', () => {
    test('what belongs together is taken together', async () => {
      const store = await open();
      const decisions = [
        ...['a', 'b', 'c'].map((key) => message(key, { together: 'digest', due: MORNING })),
        message('later', { together: 'digest', due: MORNING + HOUR }),
        message('other', { together: 'else', due: MORNING }),
      ].map((one) => ({ do: 'send', message: one }) as const);
      await store.transact((records) => records.decisions.apply(decisions, MORNING));
      const [first] = await store.transact((records) => records.outbox.take(MORNING, 1, MINUTE));
      expect(first!.message.key).toBe('a');
      const rest = await store.transact((records) => records.outbox.takeTogether('digest', MORNING, 9, MINUTE));
      expect(rest.map((one) => one.message.key)).toEqual(['b', 'c']);
      expect(await store.transact((records) => records.outbox.takeTogether('digest', MORNING, 9, MINUTE))).toEqual([]);
    });

    test('what is dead can be tried again, from the beginning; what is not dead cannot', async () => {
      const store = await open();
      await store.transact((records) => records.decisions.apply([{ do: 'send', message: message('m1') }], MORNING));
      const revive = () => store.transact((records) => records.outbox.revive('m1', MORNING + HOUR));
      expect(await revive()).toBe('not-dead');
      await store.transact((records) => records.outbox.settle('m1', { is: 'dead', at: MORNING, why: 'nobody answers' }));
      expect(await store.outbox.dead(9)).toMatchObject([{ message: { key: 'm1' }, delivery: { why: 'nobody answers' } }]);
      expect(await revive()).toBe('waiting');
      expect(await store.outbox.dead(9)).toEqual([]);
      expect(await store.outbox.next()).toBe(MORNING + HOUR);
      expect(await store.transact((records) => records.outbox.take(MORNING + HOUR, 9, MINUTE))).toMatchObject([{ attempts: 0 }]);
    });

    test('what has expired is told with why, and stays as it is; nor is one revived that was given up and whose time has passed since', async () => {
      const store = await open();
      const all = [
        message('m1', { due: MORNING }),
        message('m2', { due: MORNING + 1 }),
        message('m3', { due: MORNING, expires: MORNING + HOUR }),
      ];
      const why = 'smtp: the mail server cannot be reached';
      await store.transact(async (records) => {
        await records.decisions.apply(
          all.map((one) => ({ do: 'send', message: one }) as const),
          MORNING,
        );
        for (const key of ['m1', 'm2']) await records.outbox.settle(key, { is: 'expired', at: MORNING + 2, why, took: 'twilio' });
        await records.outbox.settle('m3', { is: 'dead', at: MORNING, why });
      });
      expect((await store.outbox.expired(MORNING, 9)).map(({ message: { key } }) => key)).toEqual(['m2', 'm1']);
      expect(await store.outbox.expired(MORNING + 1, 9)).toMatchObject([{ delivery: { why, took: 'twilio' } }]);
      expect(await store.outbox.expired(MORNING, 1)).toHaveLength(1);
      expect(await store.outbox.dead(9)).toHaveLength(1);
      const revive = (key: string) => store.transact((records) => records.outbox.revive(key, MORNING + HOUR));
      expect(await revive('m1')).toBe('too-late');
      expect(await revive('m3')).toBe('too-late');
      expect(await store.outbox.next()).toBeUndefined();
    });
  });
}
