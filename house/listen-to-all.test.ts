import { expect, test } from 'vitest';
import { DAY, HOUR } from '../domain/clock.ts';
import { Plan } from '../domain/plan.ts';
import { compile } from '../rules/compile.ts';
import { shortRule, shortThreshold } from '../rules/try-condition.ts';
import { testPatient } from '../rules/try-judge.ts';
import { temporaryFolder } from '../tests/services.ts';
import { listenToAll } from './listen-to-all.ts';
import { openDatabase } from './open-database.ts';

const NOW = Date.UTC(2026, 2, 2);
const silence = (id: string) => shortRule({ id, when: { silence: 'grace' }, thresholds: { grace: shortThreshold(12, 'h') } });
const plan = [{ kind: 'glucose' as const, everyDays: 1 }];

test('a new rule about silence waits for the patients who are here already; what runs is not begun anew', async () => {
  const store = await openDatabase(temporaryFolder(), 'off');
  await store.transact(async (records) => {
    await records.patients.save(testPatient({ id: 'p1', plan }));
    await records.patients.save(testPatient({ id: 'p2', plan }));
    await records.patients.save(testPatient({ id: 'unasked' }));
    await records.decisions.apply([{ do: 'wake', at: NOW + HOUR, what: 'silence:glucose.old', patient: 'p1' }], NOW);
  });
  const set = compile([silence('glucose.old'), silence('glucose.new')]);
  expect(await listenToAll(store, set, () => NOW)).toBe(3);
  const timers = await store.timers.due(NOW + 9 * DAY, 10);
  expect(timers.map(({ patient, what, at }) => [patient, what, (at - NOW) / HOUR]).sort()).toEqual([
    ['p1', 'silence:glucose.new', 36],
    ['p1', 'silence:glucose.old', 1],
    ['p2', 'silence:glucose.new', 36],
    ['p2', 'silence:glucose.old', 36],
  ]);
  expect(await listenToAll(store, set, () => NOW + HOUR)).toBe(0);
  expect(await listenToAll(store, compile([]), () => NOW)).toBe(0);
  await store.close();
});

test('the measuring times of a plan are expected too; the stricter of plan and record counts', async () => {
  const store = await openDatabase(temporaryFolder(), 'off');
  const measured = Plan.parse({ items: [{ id: 'sugar', what: { do: 'measure', kind: 'glucose' }, times: ['07:30', '19:00'] }] });
  await store.transact(async (records) => {
    await records.patients.save(testPatient({ id: 'p1', plan }));
    await records.patients.save(testPatient({ id: 'p2' }));
    await records.patients.save(testPatient({ id: 'unasked' }));
    for (const id of ['p1', 'p2']) await records.plans.save(id, measured);
  });
  expect(await listenToAll(store, compile([silence('glucose.new')]), () => NOW)).toBe(2);
  const timers = await store.timers.due(NOW + 9 * DAY, 10);
  expect(timers.map(({ patient, at }) => [patient, (at - NOW) / HOUR]).sort()).toEqual([
    ['p1', 24.5],
    ['p2', 24.5],
  ]);
  await store.close();
});
