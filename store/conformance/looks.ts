import { describe, expect, test } from 'vitest';
import { LIST_WINDOW_MS, LOOK_WINDOW_MS, type Look } from '../../domain/look.ts';
import type { Open } from './samples.ts';

const look = (at: number, more: Partial<Look> = {}): Look => ({
  at,
  by: 'dr.li',
  role: 'doctor',
  kind: 'readings',
  patient: 'p1',
  ...more,
});
const listed = (at: number, shown: readonly string[]): Look => ({ at, by: 'dr.li', role: 'doctor', kind: 'worklist', shown });

export function lookConformance(open: Open): void {
  describe('looks', () => {
    test('the first of a window is an act, the others are counted until it ends', async () => {
      const store = await open();
      for (const at of [10, 20, 30]) await store.transact((records) => records.looks.note([look(at)]));
      await store.transact((records) =>
        records.looks.note([look(40, { by: 'dr.wu' }), look(41, { kind: 'plan' }), look(42, { patient: 'p2' })]),
      );
      expect(await store.audit.search({ patient: 'p1', by: 'dr.li', did: 'read' }, 9)).toMatchObject([
        { at: 41, about: { kind: 'plan', role: 'doctor' } },
        { at: 10, by: 'dr.li', did: 'read', about: { kind: 'readings', role: 'doctor' } },
      ]);
      expect(await store.looks.of('p1')).toMatchObject([{ kind: 'plan' }, { by: 'dr.wu' }, { times: 3, since: 10, last: 30 }]);
      expect(await store.looks.next()).toBe(10 + LOOK_WINDOW_MS);

      expect(await store.transact((records) => records.looks.close(10 + LOOK_WINDOW_MS, 9))).toBe(1);
      expect(await store.audit.search({ did: 'read.again' }, 9)).toMatchObject([
        { at: 10 + LOOK_WINDOW_MS, patient: 'p1', about: { kind: 'readings', times: 2, since: 10, last: 30 } },
      ]);
      expect(await store.looks.of('p1')).toHaveLength(2);
    });

    test('the next window begins with an act, also where nobody ended the one before', async () => {
      const store = await open();
      const later = 10 + LOOK_WINDOW_MS;
      for (const at of [10, 11, later]) await store.transact((records) => records.looks.note([look(at)]));
      expect((await store.audit.search({}, 9)).map(({ did, at }) => [did, at])).toEqual([
        ['read', later],
        ['read.again', later],
        ['read', 10],
      ]);
    });

    test('a list names whom it showed, in acts of a length that can be read', async () => {
      const store = await open();
      const everybody = Array.from({ length: 1_200 }, (_, n) => `p${n}`);
      await store.transact((records) => records.looks.note([listed(10, everybody)]));
      await store.transact((records) => records.looks.note([listed(11, []), listed(12, ['new'])]));
      const acts = (await store.audit.search({ did: 'read.list' }, 9)).toReversed();
      expect(acts.map(({ about }) => about.people)).toEqual([500, 500, 200, 1]);
      expect(acts.flatMap(({ about }) => String(about.shown).split(' '))).toEqual([...everybody, 'new']);
      expect(await store.looks.next()).toBe(10 + LIST_WINDOW_MS);
    });

    test('acts are found by person, patient and kind, a page at a time, and walked from the beginning', async () => {
      const store = await open();
      await store.transact((records) =>
        records.audit.note(
          [1, 2, 3, 4].map((at) => ({ at, by: at % 2 ? 'dr.li' : 'dr.wu', did: `alert.${at}`, patient: 'p1', about: {} })),
        ),
      );
      expect((await store.audit.search({ by: 'dr.li' }, 9)).map(({ seq }) => seq)).toEqual([3, 1]);
      expect((await store.audit.search({ by: 'dr.li', patient: 'p2' }, 9)).map(({ seq }) => seq)).toEqual([]);
      expect((await store.audit.search({ did: 'alert.' }, 2)).map(({ seq }) => seq)).toEqual([4, 3]);
      expect((await store.audit.search({ did: 'alert.' }, 2, 3)).map(({ seq }) => seq)).toEqual([2, 1]);
      expect((await store.audit.search({ did: 'alert.4' }, 2)).map(({ seq }) => seq)).toEqual([4]);
      const acts = await store.audit.after(1, 2);
      expect(acts.map(({ seq }) => seq)).toEqual([2, 3]);
      expect(acts[1]?.before).toBe(acts[0]?.hash);
      expect((await store.audit.end())?.seq).toBe(4);
    });
  });
}
