import { describe, expect, test } from 'vitest';
import type { ClaimCode } from '../../domain/claim-code.ts';
import { DAY } from '../../domain/clock.ts';
import { ownerAt } from '../../domain/device.ts';
import { append, device, glucose, MORNING, type Open, pressure } from './samples.ts';

export function deviceConformance(open: Open): void {
  describe('what devices say of themselves', () => {
    test('changes what it names; a form that was open for a while turns nothing back', async () => {
      const store = await open();
      await store.transact((records) => records.devices.save(device('cuff-1')));
      const form = (await store.devices.get('cuff-1'))!;
      await store.transact(async (records) => {
        await records.devices.get('cuff-1');
        await records.devices.report('cuff-1', { batteryPercent: 80, model: 'BP-100' }, MORNING);
        await records.devices.report('cuff-1', { batteryPercent: 79 }, MORNING + 1);
        await records.devices.report('nobody', { batteryPercent: 1 }, MORNING);
        expect(await records.devices.get('cuff-1')).toMatchObject({ facts: { batteryPercent: 79, model: 'BP-100' }, factsAt: MORNING + 1 });
      });
      await store.transact((records) => records.devices.save({ ...form, model: 'the cuff of ward 2' }));
      const { secretHash: _, ...kept } = (await store.devices.get('cuff-1'))!;
      expect(kept).toEqual({
        id: 'cuff-1',
        zone: 'Asia/Shanghai',
        enrolled: MORNING - DAY,
        model: 'the cuff of ward 2',
        facts: { batteryPercent: 79, model: 'BP-100' },
        factsAt: MORNING + 1,
      });
      expect(await store.devices.list()).toEqual([kept]);
    });

    test('whose secret changed is listed from a moment on, oldest first, once each', async () => {
      const store = await open();
      await store.transact(async (records) => {
        for (const id of ['cuff-1', 'cuff-2', 'cuff-3']) await records.devices.save(device(id));
        await records.devices.changeAccess('cuff-3', MORNING + 5);
        await records.devices.changeAccess('cuff-1', MORNING);
        await records.devices.changeAccess('cuff-1', MORNING + 7);
        await records.devices.changeAccess('nobody', MORNING + 9);
      });
      await store.transact(async (records) => records.devices.save({ ...(await records.devices.get('cuff-1'))!, zone: 'UTC' }));
      const last = { device: 'cuff-1', at: MORNING + 7 };
      expect(await store.devices.accessChanges(0)).toEqual([{ device: 'cuff-3', at: MORNING + 5 }, last]);
      expect(await store.devices.accessChanges(MORNING + 5)).toEqual([last]);
      expect(await store.devices.accessChanges(MORNING + 7)).toEqual([]);
    });
  });

  test('what a device has measured is known, and not mixed up with one whose name begins the same', async () => {
    const store = await open();
    await append(
      store,
      glucose(1, 5, { device: 'phone-1' }),
      pressure(MORNING, 120, { device: 'phone-1' }),
      glucose(1, 5, { device: 'phone' }),
    );
    expect([...(await store.readings.kindsOf('phone-1'))].sort()).toEqual(['blood-pressure', 'glucose']);
    expect(await store.readings.kindsOf('phone')).toEqual(['glucose']);
    expect(await store.readings.kindsOf('phone-')).toEqual([]);
  });

  describe('the users of a shared cuff', () => {
    test('have intervals of their own, beside the device’s, also in the transaction that gives them', async () => {
      const store = await open();
      await store.transact(async (records) => {
        await records.owners.assign('cuff-1', 'p1', 100);
        expect(ownerAt((await records.owners.intervals(['cuff-1'])).get('cuff-1'), 150, 2)).toBe('p1');
        await records.owners.assign('cuff-1', 'p1', 200, 1);
        await records.owners.assign('cuff-1', 'p2', 200, 2);
        expect(ownerAt((await records.owners.intervals(['cuff-1'])).get('cuff-1'), 250, 2)).toBe('p2');
      });
      await store.transact((records) => records.owners.assign('cuff-1', 'p3', 300, 2));
      await store.transact((records) => records.owners.assign('cuff-1', undefined, 400, 1));
      const intervals = (await store.owners.intervals(['cuff-1'])).get('cuff-1');
      expect([250, 350, 450].map((at) => [1, 2, 3, undefined].map((user) => ownerAt(intervals, at, user)))).toEqual([
        ['p1', 'p2', undefined, undefined],
        ['p1', 'p3', undefined, undefined],
        [undefined, 'p3', undefined, undefined],
      ]);
      expect(await store.owners.list()).toEqual(intervals);
      expect(await store.owners.of('cuff-1')).toEqual(intervals);
    });

    test('end when the whole device changes hands; a user’s hand-over rewrites nothing either, and a mistake may be mended', async () => {
      const store = await open();
      const assign = (to: string | undefined, since: number, user?: number) =>
        store.transact((records) => records.owners.assign('cuff-1', to, since, user));
      await assign('p1', 100);
      await expect(assign('p2', 99, 2)).rejects.toThrow('user 2 of cuff-1 last changed hands at 1970-01-01T00:00:00.100Z');
      await assign('by mistake', 200, 2);
      await assign('p2', 200, 2);
      await assign('p1', 150, 1); // another user's time binds nobody
      await expect(assign('p4', 199)).rejects.toThrow('cannot change hands before that');
      await assign('p3', 300);
      await expect(assign('p2', 299, 2)).rejects.toThrow('cannot change hands before that');
      expect(await store.owners.of('cuff-1')).toEqual([
        { device: 'cuff-1', patient: 'p1', since: 100, until: 300 },
        { device: 'cuff-1', patient: 'p1', user: 1, since: 150, until: 300 },
        { device: 'cuff-1', patient: 'p2', user: 2, since: 200, until: 300 },
        { device: 'cuff-1', patient: 'p3', since: 300 },
      ]);
    });
  });

  describe('claim codes', () => {
    const code = (codeHash: string, until: number, more: Partial<ClaimCode> = {}): ClaimCode => ({
      codeHash,
      made: MORNING,
      by: 'nurse',
      until,
      zone: 'Asia/Shanghai',
      ...more,
    });

    test('are worth one use until they end, and are swept away by the next', async () => {
      const store = await open();
      const mine = code('h2', MORNING + 20, { device: 'cuff-1', patient: 'p1', model: 'BP-100' });
      await store.transact(async (records) => {
        await records.claimCodes.make(mine);
        await records.claimCodes.make(code('h1', MORNING + 10));
      });
      expect(await store.claimCodes.list(MORNING)).toEqual([code('h1', MORNING + 10), mine]);
      expect(await store.claimCodes.list(MORNING + 10)).toEqual([mine]);
      expect(await store.claimCodes.get('h2')).toEqual(mine);
      const use = (hash: string, now: number) => store.transact((records) => records.claimCodes.use(hash, now));
      expect(await use('h1', MORNING + 10)).toBe(false);
      expect(await Promise.all([use('h2', MORNING), use('h2', MORNING)])).toEqual([true, false]);
      expect(await store.claimCodes.get('h2')).toBeUndefined();
      await store.transact((records) => records.claimCodes.make(code('h3', MORNING + 90, { made: MORNING + 50 })));
      expect(await store.claimCodes.get('h1')).toBeUndefined();
    });
  });
}
