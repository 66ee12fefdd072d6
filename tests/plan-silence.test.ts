import { afterEach, beforeEach, expect, test } from 'vitest';
import { DAY, HOUR, type Instant } from '../domain/clock.ts';
import { Plan } from '../domain/plan.ts';
import { createReplayClock, type ReplayClock } from '../domain/replay-clock.ts';
import { glucose, openTestHouse, type TestHouse } from './house.ts';
import { passTime } from './pass-time.ts';

/** Whoever is to measure by a plan, and does not, is missed: the whole house, on a clock that is moved. */

const NOON = Date.UTC(2026, 2, 2, 12);
let clock: ReplayClock;
let house: TestHouse;
beforeEach(async () => {
  clock = createReplayClock(NOON);
  house = await openTestHouse({ clock });
  await house.moveIn('p1', ['meter-1']);
});
afterEach(() => house.close());

const measuring = (...times: string[]) => Plan.parse({ items: [{ id: 'sugar', what: { do: 'measure', kind: 'glucose' }, times }] });
const until = (to: Instant) => passTime(house, clock, to);
const silences = async () =>
  (await house.store.alerts.between('p1', 0, Number.MAX_SAFE_INTEGER))
    .filter(({ rule }) => rule.id === 'glucose.no-readings')
    .map(({ opened, state }) => [(opened - NOON) / HOUR, state.is])
    .sort(([a], [b]) => Number(a) - Number(b));
const measure = () =>
  house.intake({ device: 'meter-1', received: clock.now(), topic: 'hearth/v1/meter-1/readings', payload: glucose(6, clock.now()) });

test('a plan to measure twice a day that nobody follows is an alert after the larger gap and the grace, without any plan in the record', async () => {
  await house.keepPlan('p1', measuring('07:30', '19:00'));
  await until(NOON + 24 * HOUR);
  expect(await silences()).toEqual([]);
  await until(NOON + 3 * DAY);
  expect(await silences()).toEqual([[24.5, 'active']]);
  // A reading ends it, and the next silence is waited for by the same plan.
  expect((await measure()).outcome).toBe('accepted');
  await until(NOON + 5 * DAY);
  expect(await silences()).toEqual([
    [24.5, 'resolved'],
    [96.5, 'active'],
  ]);
});

test('a plan that is kept again as it was begins no wait anew', async () => {
  await house.keepPlan('p1', measuring('07:30', '19:00'));
  await until(NOON + 20 * HOUR);
  await house.keepPlan('p1', { ...measuring('07:30', '19:00'), quiet: { from: '23:00', to: '06:00' } });
  await until(NOON + 25 * HOUR);
  expect(await silences()).toHaveLength(1);
});

test('a plan that expects less is waited for from its change on; of an empty one nothing is expected', async () => {
  await house.keepPlan('p1', measuring('07:30', '19:00'));
  await until(NOON + 20 * HOUR);
  await house.keepPlan('p1', measuring('07:30'));
  await until(NOON + 55 * HOUR);
  expect(await silences()).toEqual([]);
  await house.keepPlan('p1', Plan.parse({}));
  await until(NOON + 9 * DAY);
  expect(await silences()).toEqual([]);
});
