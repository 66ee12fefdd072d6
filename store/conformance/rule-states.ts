import { describe, expect, test } from 'vitest';
import type { RuleState } from '../../domain/rule-state.ts';
import type { Store } from '../../domain/store.ts';
import type { Open } from './samples.ts';

const save = (store: Store, patient: string, state: RuleState): Promise<void> =>
  store.transact((records) => records.ruleStates.save(new Map([[patient, state]])));
const saved = (store: Store, patient: string): Promise<RuleState | undefined> =>
  store.transact(async (records) => (await records.ruleStates.lock([patient])).get(patient));
/** A rollback: what the next transaction sees, it has read from the database. */
const forget = (store: Store): Promise<unknown> =>
  store
    .transact(async () => {
      throw new Error('forget');
    })
    .catch(() => {});

export function ruleStateConformance(open: Open): void {
  describe('a rule state', () => {
    test('of a patient who has none is empty', async () => {
      expect(await saved(await open(), 'p1')).toEqual({});
    });

    test('comes back as it was, whichever of its pieces were new, changed, dropped or left alone', async () => {
      const store = await open();
      const steps: readonly RuleState[] = [
        { heard: 1 },
        { heard: 2, pieces: { 'sensor.0': 'a', 'sensor.1': 'b' } },
        { heard: 3, pieces: { 'sensor.1': 'b', 'sensor.2': 'c' } },
        { pieces: { 'sensor.1': 'B', 'sensor.2': 'c' } },
        { heard: 5 },
      ];
      await save(store, 'p2', { heard: 9, pieces: { 'sensor.1': 'of somebody else' } });
      for (const state of steps) {
        await save(store, 'p1', state);
        expect(await saved(store, 'p1')).toEqual(state);
        await forget(store);
        expect(await saved(store, 'p1')).toEqual(state);
      }
      expect(await saved(store, 'p2')).toEqual({ heard: 9, pieces: { 'sensor.1': 'of somebody else' } });
    });

    test('is saved whole by who has not looked at it before', async () => {
      const store = await open();
      await save(store, 'p1', { pieces: { 'sensor.0': 'a', 'sensor.1': 'b' } });
      await forget(store);
      await save(store, 'p1', { pieces: { 'sensor.1': 'c' } });
      await forget(store);
      expect(await saved(store, 'p1')).toEqual({ pieces: { 'sensor.1': 'c' } });
    });
  });
}
