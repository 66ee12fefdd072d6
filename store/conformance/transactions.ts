import { describe, expect, test, vi } from 'vitest';
import type { Records } from '../../domain/store.ts';
import { append, glucose, JUDGED, message, type Open, patient } from './samples.ts';

export function transactionConformance(open: Open): void {
  describe('a transaction', () => {
    test('leaves nothing behind when its work throws', async () => {
      const store = await open();
      await store.transact((records) => records.ruleStates.save(new Map([['p1', { seen: 1 }]])));
      const work = async (records: Records) => {
        await records.patients.save(patient('p1'));
        await records.devices.seen(['meter-1'], 1);
        await records.readings.append([{ reading: glucose(1, 5), judgement: JUDGED }]);
        await records.decisions.apply([{ do: 'send', message: message('m1') }], 1);
        await records.ruleStates.save(new Map([['p1', { seen: 2 }]]));
        await records.streams.moveCursor('follower', 7);
        throw new Error('the judge fell over');
      };
      await expect(store.transact(work)).rejects.toThrow('the judge fell over');

      expect(await store.patients.list()).toEqual([]);
      expect(await store.readings.count()).toBe(0);
      expect(await store.outbox.of('p1', 9)).toEqual([]);
      expect(await store.streams.after('readings', 0, 9)).toEqual([]);
      expect(await store.streams.after('decisions', 0, 9)).toEqual([]);
      expect(await store.streams.cursor('follower')).toBe(0);
      const seenAfter = await store.transact(async (records) => (await records.ruleStates.lock(['p1'])).get('p1'));
      expect(seenAfter).toEqual({ seen: 1 });
      expect(await append(store, glucose(1, 5))).toEqual(['new']);
    });

    test('is seen by itself, and by nobody else before it is committed', async () => {
      const store = await open();
      let finish = (): void => {};
      const finished = new Promise<void>((resolve) => {
        finish = resolve;
      });
      let inside = 0;
      const written = store.transact(async (records) => {
        await records.readings.append([{ reading: glucose(1, 5), judgement: JUDGED }]);
        inside = await records.readings.count();
        await finished;
      });
      await vi.waitFor(() => expect(inside).toBe(1));
      expect(await store.readings.count()).toBe(0);
      expect(await store.readings.latest('p1', 'glucose', 1)).toEqual([]);
      finish();
      await written;
      expect(await store.readings.count()).toBe(1);
    });

    test('outside of one, nothing can be written', async () => {
      const store = await open();
      await expect(store.patients.save(patient('p1'))).rejects.toThrow();
      await expect(store.readings.append([{ reading: glucose(1, 5), judgement: JUDGED }])).rejects.toThrow();
      await expect(store.streams.moveCursor('follower', 1)).rejects.toThrow();
      await expect(store.users.save({ id: 'u', name: 'U', role: 'doctor', language: 'en' })).rejects.toThrow();
      expect(await store.patients.list()).toEqual([]);
    });

    test('its records are of no use once it is over', async () => {
      const store = await open();
      let kept: Records | undefined;
      await store.transact(async (records) => {
        kept = records;
      });
      await expect(kept!.patients.save(patient('p1'))).rejects.toThrow('over');
      await store.transact(async () => {
        await expect(kept!.patients.save(patient('p1'))).rejects.toThrow('over');
      });
      expect(await store.patients.list()).toEqual([]);
    });

    test('they run one after the other, in the order of the calls, also behind one that fails', async () => {
      const store = await open();
      const order: number[] = [];
      const count = (n: number) =>
        store.transact(async (records) => {
          const before = (await records.ruleStates.lock(['p1'])).get('p1') as { count?: number };
          await new Promise((resolve) => setTimeout(resolve, 5 - n));
          await records.ruleStates.save(new Map([['p1', { count: (before.count ?? 0) + 1 }]]));
          order.push(n);
          if (n === 2) throw new Error('no');
          return n;
        });
      const all = await Promise.allSettled([count(1), count(2), count(3), count(4)]);
      expect(all.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
      expect(order).toEqual([1, 2, 3, 4]);
      expect(await store.transact(async (records) => (await records.ruleStates.lock(['p1'])).get('p1'))).toEqual({ count: 3 });
    });

    test('a listener hears of commits, not of failures, until it stops', async () => {
      const store = await open();
      let heard = 0;
      const stop = store.onCommit(() => {
        heard += 1;
      });
      await store.transact((records) => records.patients.save(patient('p1')));
      await vi.waitFor(() => expect(heard).toBe(1));
      await expect(
        store.transact(async (records) => {
          await records.patients.save(patient('p2'));
          throw new Error('no');
        }),
      ).rejects.toThrow('no');
      stop();
      await store.transact((records) => records.patients.save(patient('p3')));
      await new Promise((resolve) => setTimeout(resolve, 10));
      expect(heard).toBe(1);
    });

    test('it is well, and after closing it takes nothing more', async () => {
      const store = await open();
      expect(store.health()).toEqual({ ok: true });
      const last = store.transact((records) => records.patients.save(patient('p1')));
      await store.close();
      await expect(last).resolves.toBeUndefined();
      await expect(store.transact(async () => {})).rejects.toThrow('closed');
      await expect(store.patients.list()).rejects.toThrow('closed');
    });
  });
}
