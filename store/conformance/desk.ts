import { describe, expect, test } from 'vitest';
import type { DeskNote } from '../../domain/desk-note.ts';
import type { Task } from '../../domain/task.ts';
import { alert, type Open } from './samples.ts';

const call = (id: string, at: number, of = 'a1'): DeskNote => ({
  id,
  is: 'call',
  alert: of,
  patient: 'p1',
  at,
  by: 'li',
  whom: 'patient',
  reached: true,
  said: id,
});
const task = (id: string, due: number, more: Partial<Task> = {}): Task => ({
  id,
  patient: 'p1',
  alert: 'a1',
  by: 'li',
  at: due - 10,
  to: { role: 'doctor' },
  due,
  text: 'look at the foot',
  state: { is: 'open' },
  ...more,
});

/** What people note at alerts, and the tasks that they give. */
export function deskConformance(open: Open): void {
  describe('notes at alerts', () => {
    test('are kept as they were noted, in the order of their moments, and found by the time of their alert', async () => {
      const store = await open();
      const raised = alert('a-raised', { raised: 100 });
      await store.transact(async (records) => {
        await records.decisions.apply([{ do: 'open-alert', alert: raised }], 100);
        for (const one of [call('n2', 20), call('n1', 10), call('n3', 30, 'a2'), call('n4', 400, raised.id)])
          await records.deskNotes.add(one);
        await records.deskNotes.add({ ...call('n1', 10), by: 'another' });
      });
      expect(await store.deskNotes.ofAlert('a1')).toEqual([call('n1', 10), call('n2', 20)]);
      expect((await store.deskNotes.of('p1', 2)).map(({ id }) => id)).toEqual(['n4', 'n3']);
      expect((await store.deskNotes.onAlertsRaised(100, 101)).map(({ id }) => id)).toEqual(['n4']);
      expect(await store.deskNotes.onAlertsRaised(101, 999)).toEqual([]);
    });
  });

  describe('tasks', () => {
    test('wait for one person or for a role, the first that is due first, until they are done', async () => {
      const store = await open();
      const ofLi = task('t2', 20, { to: { user: 'li' } });
      await store.transact(async (records) => {
        for (const one of [task('t3', 30), ofLi, task('t1', 10), task('t4', 5, { to: { role: 'dietitian' } })])
          await records.tasks.save(one);
      });
      const ids = async (...who: Parameters<typeof store.tasks.openFor>) => (await store.tasks.openFor(...who)).map(({ id }) => id);
      expect(await ids('li', 'doctor', 9)).toEqual(['t1', 't2', 't3']);
      expect(await ids('li', undefined, 9)).toEqual(['t2']);
      expect(await ids('nobody', 'dietitian', 9)).toEqual(['t4']);
      const done = { ...ofLi, state: { is: 'done', at: 15, by: 'li' } } as const;
      await store.transact((records) => records.tasks.save(done));
      expect(await ids('li', undefined, 9)).toEqual([]);
      expect(await store.tasks.get('t2')).toEqual(done);
      expect((await store.tasks.open(2)).map(({ id }) => id)).toEqual(['t4', 't1']);
      expect((await store.tasks.of('p1', 9)).map(({ id }) => id)).toEqual(['t3', 't2', 't1', 't4']);
    });
  });
}
