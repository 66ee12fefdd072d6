import { describe, expect, test } from 'vitest';
import { type Proposal, type Safer, scopeOfCohort } from '../../domain/limit.ts';
import type { Store } from '../../domain/store.ts';
import type { Open } from './samples.ts';

const because = { by: 'nova', reason: 'agreed' };

/** Limits of cohorts and for a time; who is in a cohort; proposals (semantics 10.1, 10.2, 10.3). */
export function limitConformance(open: Open): void {
  const setLimit = (store: Store, scope: string, value: number | undefined, since: number, more: { safer?: Safer; until?: number } = {}) =>
    store.transact((records) => records.thresholds.set({ scope, rule: 'bp.crisis', name: 'systolic', value, since, ...because, ...more }));
  const inForce = async (store: Store, at: number, patient = 'p1') =>
    (await store.thresholds.inForce([patient], at)).get(patient)?.['bp.crisis.systolic'];
  const join = (store: Store, cohort: string, patient: string, since: number) =>
    store.transact((records) => records.cohorts.join({ cohort, patient, since, ...because }));

  describe('limits', () => {
    test('clinic, cohort, patient: the nearest holds, and only for who is in the cohort, as long as they are', async () => {
      const store = await open();
      await setLimit(store, 'clinic', 180, 1);
      await setLimit(store, scopeOfCohort('hearts'), 170, 1);
      expect(await join(store, 'hearts', 'p1', 10)).toBe(true);
      expect([await inForce(store, 9), await inForce(store, 10), await inForce(store, 10, 'p2')]).toEqual([180, 170, 180]);
      await setLimit(store, 'p1', 165, 20);
      expect([await inForce(store, 19), await inForce(store, 20)]).toEqual([170, 165]);
      await setLimit(store, 'p1', undefined, 30);
      expect(await inForce(store, 30)).toBe(170);
      expect(await store.transact((records) => records.cohorts.leave('hearts', 'p1', 40, { by: 'nova', because: 'recovered' }))).toBe(true);
      expect([await inForce(store, 39), await inForce(store, 40)]).toEqual([170, 180]);
    });

    test.each([
      ['lower', 160],
      ['higher', 170],
      [undefined, 170],
    ] as const)('of two cohorts the safer value holds: where that is the %s one, %d', async (safer, expected) => {
      const store = await open();
      const more = safer ? { safer } : {};
      await setLimit(store, scopeOfCohort('a'), 160, 1, more);
      await setLimit(store, scopeOfCohort('b'), 170, 2, more);
      for (const cohort of ['b', 'a']) await join(store, cohort, 'p1', 3);
      expect(await inForce(store, 5)).toBe(expected);
    });

    test('for a time: from its beginning until its end, and one set in between ends it', async () => {
      const store = await open();
      await setLimit(store, 'clinic', 180, 1);
      await setLimit(store, 'p1', 170, 10, { until: 20 });
      expect(await Promise.all([9, 10, 19, 20].map((at) => inForce(store, at)))).toEqual([180, 170, 170, 180]);
      await setLimit(store, 'p1', 165, 15);
      expect(await Promise.all([14, 15, 25].map((at) => inForce(store, at)))).toEqual([170, 165, 165]);
      expect((await store.thresholds.history('p1')).map(({ value, until, ended }) => [value, until, ended?.because])).toEqual([
        [170, 15, 'agreed'],
        [165, undefined, undefined],
      ]);
    });

    test('what a person wrote, and who approved it, is kept', async () => {
      const store = await open();
      const change = { scope: 'p1', rule: 'glucose.low', name: 'limit', since: 1, ...because } as const;
      const more = { value: 4.163, given: { value: 75, unit: 'mg/dL' }, safer: 'higher', approvedBy: 'doctor', until: 9 } as const;
      await store.transact((records) => records.thresholds.set({ ...change, ...more }));
      expect(await store.thresholds.history('p1')).toEqual([{ ...change, ...more }]);
    });
  });

  describe('cohorts', () => {
    test('are kept, and who was in them when, by whom and why', async () => {
      const store = await open();
      const cohort = { id: 'hearts', name: 'Hearts', about: 'after the ward', by: 'nova', since: 1 };
      await store.transact((records) => records.cohorts.save(cohort));
      expect([await store.cohorts.get('hearts'), await store.cohorts.list(), await store.cohorts.get('x')]).toEqual([
        cohort,
        [cohort],
        undefined,
      ]);
      await join(store, 'hearts', 'p1', 2);
      expect(await join(store, 'hearts', 'p1', 3), 'in it already').toBe(false);
      const ended = { by: 'doctor', because: 'moved away' };
      await store.transact((records) => records.cohorts.leave('hearts', 'p1', 4, ended));
      expect(await store.transact((records) => records.cohorts.leave('hearts', 'p1', 5, ended)), 'gone already').toBe(false);
      expect(await join(store, 'hearts', 'p1', 6)).toBe(true);
      const memberships = [
        { cohort: 'hearts', patient: 'p1', since: 2, until: 4, ...because, ended },
        { cohort: 'hearts', patient: 'p1', since: 6, ...because },
      ];
      expect([await store.cohorts.members('hearts'), await store.cohorts.of('p1')]).toEqual([memberships, memberships]);
    });
  });

  describe('proposals', () => {
    test('wait until they are decided, newest first', async () => {
      const store = await open();
      const proposal = (id: string, at: number): Proposal => ({
        ...because,
        id,
        at,
        expires: at + 10,
        change: { is: 'join', cohort: 'hearts', patient: 'p1' },
        weakens: [{ rule: 'bp.crisis', name: 'off', from: 0, to: 1, unit: '' }],
      });
      const save = (one: Proposal) => store.transact((records) => records.proposals.save(one));
      await save(proposal('a', 1));
      await save(proposal('b', 2));
      expect((await store.proposals.waiting(9)).map(({ id }) => id)).toEqual(['b', 'a']);
      const decided = { ...proposal('b', 2), decided: { as: 'refused', at: 3, by: 'doctor', note: 'no' } } as const;
      await save(decided);
      expect(await store.proposals.waiting(9)).toEqual([proposal('a', 1)]);
      expect([await store.proposals.list(1), await store.proposals.get('b'), await store.proposals.get('c')]).toEqual([
        [decided],
        decided,
        undefined,
      ]);
    });
  });
}
