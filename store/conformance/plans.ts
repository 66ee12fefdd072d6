import { describe, expect, test } from 'vitest';
import type { Response } from '../../domain/follow-up.ts';
import { Plan } from '../../domain/plan.ts';
import type { Open } from './samples.ts';

/** What patients are to be reminded of and asked, and what they filled in. */
export function planConformance(open: Open): void {
  describe('plans and responses', () => {
    const plan = Plan.parse({ items: [{ id: 'pill', what: { do: 'medicine', medicine: '二甲双胍' }, times: ['08:00'] }] });
    const response = (id: string, answered: number, more: Partial<Response> = {}): Response => ({
      id,
      patient: 'p1',
      questionnaire: 'weekly-check-in',
      version: 1,
      answered,
      by: 'p1',
      answers: { week: 'same', symptoms: ['none'], 'missed-days': 0.5 },
      scores: { burden: 3 },
      findings: [],
      ...more,
    });

    test('a plan is the last that was kept', async () => {
      const store = await open();
      expect(await store.plans.get('p1')).toBeUndefined();
      await store.transact((records) => records.plans.save('p1', plan));
      await store.transact((records) => records.plans.save('p1', { ...plan, items: [] }));
      expect(await store.plans.get('p1')).toEqual({ ...plan, items: [] });
      expect(await store.plans.get('p2')).toBeUndefined();
    });

    test('the plans of several: of whom has one, as it is in the same transaction', async () => {
      const store = await open();
      await store.transact(async (records) => {
        expect(await records.plans.of(['p1', 'p2'])).toEqual(new Map());
        await records.plans.save('p2', plan);
        expect(await records.plans.of(['p1', 'p2'])).toEqual(new Map([['p2', plan]]));
      });
      expect(await store.plans.of(['p1', 'p2'])).toEqual(new Map([['p2', plan]]));
    });

    test('a response is kept once, and found by its id and by its patient, newest first', async () => {
      const store = await open();
      await store.transact(async (records) => {
        for (const one of [response('r1', 1), response('r2', 2), response('r3', 3, { patient: 'p2' })]) await records.responses.save(one);
      });
      await store.transact((records) => records.responses.save(response('r1', 9, { findings: ['worse'] })));
      expect(await store.responses.of('p1', 9)).toEqual([response('r2', 2), response('r1', 1)]);
      expect(await store.responses.of('p1', 1)).toEqual([response('r2', 2)]);
      expect(await store.responses.get('r3')).toEqual(response('r3', 3, { patient: 'p2' }));
      expect(await store.responses.get('r9')).toBeUndefined();
    });

    test('open runs and open questions are those that have not ended, the last first', async () => {
      const store = await open();
      const run = (id: string, started: number, done: boolean) => ({ id, pathway: 'w', patient: 'p1', started, at: 'a', done });
      const question = (id: string, asked: number) => ({
        id,
        run: 'r',
        patient: 'p1',
        question: { 'zh-CN': '甲', en: 'A' },
        options: [],
        asked,
        due: 9,
        state: { is: 'open' } as const,
      });
      await store.transact((records) =>
        records.decisions.apply(
          [
            ...[run('a', 1, false), run('b', 2, false), run('c', 3, true)].map((one) => ({ do: 'save-run', run: one }) as const),
            ...[question('q1', 1), question('q2', 2), question('q3', 3)].map((one) => ({ do: 'save-follow-up', followUp: one }) as const),
            { do: 'save-follow-up', followUp: { ...question('q3', 3), state: { is: 'unanswered', at: 4 } } },
          ],
          5,
        ),
      );
      expect((await store.runs.open('p1')).map(({ id }) => id)).toEqual(['b', 'a']);
      expect((await store.followUps.open('p1')).map(({ id }) => id)).toEqual(['q2', 'q1']);
      expect(await store.runs.open('p2')).toEqual([]);
    });
  });
}
