import { describe, expect, test } from 'vitest';
import type { Shadow } from '../../domain/shadow.ts';
import type { Open } from './samples.ts';

const shadow = (id: string, started: number): Shadow => ({
  id,
  name: id,
  by: 'li',
  started,
  until: started + 100,
  of: 'all',
  limits: { 'bp.crisis.systolic': 170 },
  rules: 'r1',
  swept: started,
});
const LIFE = { today: [], draft: [], readings: 3 };

/** Drafts that run in the shadow, and the patients who wait to be looked at. */
export function shadowConformance(open: Open): void {
  describe('shadows', () => {
    test('run until they are ended, and are listed the newest first', async () => {
      const store = await open();
      await store.transact(async (records) => {
        for (const one of [shadow('s1', 1), shadow('s2', 2)]) await records.shadows.save(one);
        await records.shadows.save({ ...shadow('s1', 1), ended: { at: 50, because: 'time' } });
      });
      expect((await store.shadows.running()).map(({ id }) => id)).toEqual(['s2']);
      expect((await store.shadows.list(9)).map(({ id }) => id)).toEqual(['s2', 's1']);
      expect(await store.shadows.get('s1')).toEqual({ ...shadow('s1', 1), ended: { at: 50, because: 'time' } });
    });

    test('a mark waits until it was looked at; one that came meanwhile waits on', async () => {
      const store = await open();
      const mark = (...patients: string[]) => store.transact((records) => records.shadows.mark('s1', patients));
      await mark('p1', 'p2');
      await mark('p1');
      expect(await store.shadows.oldestWaiting()).toBe(0);
      const [first, second] = await store.shadows.waiting(0, 9);
      expect([first, second]).toEqual([
        { shadow: 's1', patient: 'p1', marked: 2 },
        { shadow: 's1', patient: 'p2', marked: 1 },
      ]);
      await mark('p2');
      await store.transact(async (records) => {
        for (const one of [first!, second!]) await records.shadows.keep(one, LIFE, 10);
      });
      expect([await store.shadows.waitingOf('s1'), await store.shadows.waiting(9, 9), await store.shadows.oldestWaiting()]).toEqual([
        1,
        [],
        10,
      ]);
      expect((await store.shadows.waiting(10, 9)).map(({ patient }) => patient)).toEqual(['p2']);
      expect(await store.shadows.lives('s1')).toEqual([LIFE, LIFE]);
    });
  });
}
