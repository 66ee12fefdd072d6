import { describe, expect, test } from 'vitest';
import { MINUTE } from '../../domain/clock.ts';
import { DutyPlan, type Snooze, type Storm } from '../../domain/duty.ts';
import { MORNING, type Open } from './samples.ts';

export function dutyConformance(open: Open): void {
  describe('duty', () => {
    const snooze: Snooze = {
      id: 's1',
      patient: 'p1',
      alert: 'a1',
      rule: 'glucose.high',
      kind: 'glucose',
      direction: 'high',
      severity: 'medium',
      by: 'li',
      reason: 'treated',
      since: MORNING,
      until: MORNING + MINUTE,
      freshForMs: MINUTE,
    };

    test('a snooze is of its patient until it has ended, and is kept after that', async () => {
      const store = await open();
      await store.transact((records) => records.snoozes.save(snooze));
      expect(await store.snoozes.of('p1')).toEqual([snooze]);
      expect(await store.snoozes.of('p2')).toEqual([]);
      const ended: Snooze = { ...snooze, ended: { at: MORNING, because: 'stale' } };
      await store.transact((records) => records.snoozes.save(ended));
      expect(await store.snoozes.of('p1')).toEqual([]);
      expect(await store.snoozes.get('s1')).toEqual(ended);
      expect(await store.snoozes.get('s2')).toBeUndefined();
    });

    test('a storm is one for each patient and rule', async () => {
      const store = await open();
      const storm: Storm = { patient: 'p1', rule: 'glucose.low', since: 1, last: 2, told: 2, patientTold: 2, openings: 4 };
      await store.transact(async (records) => {
        await records.storms.save({ ...storm, openings: 3 });
        await records.storms.save(storm);
      });
      expect(await store.storms.get('p1', 'glucose.low')).toEqual(storm);
      expect(await store.storms.get('p1', 'glucose.high')).toBeUndefined();
    });

    test('the last plan of duty is in force; before the first, the defaults', async () => {
      const store = await open();
      expect(await store.duty.plan()).toEqual({ plan: DutyPlan.parse({}) });
      const plan = DutyPlan.parse({ holidays: ['2026-10-01'] });
      await store.transact((records) => records.duty.setPlan(DutyPlan.parse({}), 'li', MORNING));
      await store.transact((records) => records.duty.setPlan(plan, 'wang', MORNING));
      expect((await store.duty.history(9)).map(({ by }) => by)).toEqual(['wang', 'li']);
      expect(await store.duty.history(1)).toEqual([{ plan, by: 'wang', since: MORNING }]);
      expect(await store.duty.plan()).toEqual({ plan, by: 'wang', since: MORNING });
      await store.transact((records) => records.duty.setPlan(plan, 'li', MORNING, 'the autumn rota'));
      expect(await store.duty.plan()).toEqual({ plan, by: 'li', since: MORNING, reason: 'the autumn rota' });
      expect((await store.duty.history(2)).map(({ reason }) => reason)).toEqual(['the autumn rota', undefined]);
    });

    test('a pulse is kept under its name', async () => {
      const store = await open();
      const pulse = { name: 'probe', at: MORNING, about: { why: 'x' } };
      await store.transact((records) => records.pulses.save({ ...pulse, at: 1 }));
      await store.transact((records) => records.pulses.save(pulse));
      expect(await store.pulses.get('probe')).toEqual(pulse);
      expect(await store.pulses.get('other')).toBeUndefined();
    });
  });
}
