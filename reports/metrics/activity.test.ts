import { expect, test } from 'vitest';
import { DAY, HOUR } from '../../domain/clock.ts';
import { wallTimeIn } from '../wall-time.ts';
import { activitySummary } from './activity.ts';
import { FEW_DAYS, type Moved } from './activity-days.ts';

const FROM = Date.UTC(2026, 1, 28, 16);
const wall = wallTimeIn('Asia/Shanghai');
const said = { kind: 'activity', clock: 'device', quality: [], device: 'watch' } as const;
/** The total of the n-th day from 1 March in Shanghai, told the morning after. */
const total = (day: number, steps: number, more: Partial<Moved> = {}): Moved => {
  const at = FROM + day * DAY;
  return { ...said, at, received: at + DAY + 8 * HOUR, minutes: 1440, steps, ...more };
};
const days = (count: number, more: Partial<Moved> = {}) => Array.from({ length: count }, (_, day) => total(day, 1000 * (day + 1), more));
const of = (readings: readonly Moved[]) => activitySummary(readings, wall, FROM)!;

test('the mean of six whole days is given, of five it is refused', () => {
  expect(of(days(FEW_DAYS)).stepsPerDay).toEqual({ value: 3500, unit: 'steps', n: 6, sufficient: true, source: 'clemes-2008' });
  expect(of(days(FEW_DAYS - 1)).stepsPerDay).toMatchObject({ value: null, n: 5, why: { have: 5, need: 6, of: 'days' } });
  expect(activitySummary([], wall, FROM)).toBeUndefined();
});

test('a day that goes on is not counted: told before eight in the evening, or until then', () => {
  const states = (more: Partial<Moved>) => of([total(0, 5000, more)]).days.map(({ is }) => is);
  expect(states({ received: FROM + 20 * HOUR })).toEqual(['counted']);
  expect(states({ received: FROM + 20 * HOUR - 1 })).toEqual(['unfinished']);
  expect(states({ minutes: 1200 })).toEqual(['counted']);
  expect(states({ minutes: 1199 })).toEqual(['unfinished']);
});

test('a day that was worn for less than ten hours is not counted; one of unknown wear is', () => {
  const { days: all, counted, wornDays } = of([total(0, 100, { wornMinutes: 599 }), total(1, 4000, { wornMinutes: 600 }), total(2, 5000)]);
  expect(all.map(({ is }) => is)).toEqual(['little-worn', 'counted', 'counted']);
  expect([counted.length, wornDays]).toEqual([2, 1]);
});

test('a telephone and a watch are not added: the one that counted more stands', () => {
  expect(of([total(0, 3000), total(0, 4200, { device: 'phone' })]).days).toMatchObject([{ steps: 4200, is: 'counted' }]);
  // The larger number of a day that goes on is no day.
  expect(of([total(0, 3000), total(0, 4200, { device: 'phone', minutes: 600 })]).days).toMatchObject([{ steps: 3000 }]);
});

test('pieces of a day are added, but not to a total of the same device', () => {
  const piece = (hour: number, steps: number): Moved => total(0, steps, { at: FROM + hour * HOUR, minutes: 15 });
  expect(of([piece(8, 300), piece(9, 500), piece(19, 200)]).days).toMatchObject([{ steps: 1000, is: 'counted' }]);
  expect(of([piece(8, 300), total(0, 6000), piece(9, 500)]).days).toMatchObject([{ steps: 6000 }]);
});

test('a day of pieces that began before the period is not whole', () => {
  const piece = total(0, 900, { at: FROM + 15 * HOUR, minutes: 60 });
  expect(activitySummary([piece], wall, FROM + 12 * HOUR)!.days).toMatchObject([{ is: 'unfinished' }]);
  expect(activitySummary([piece], wall, FROM)!.days).toMatchObject([{ is: 'counted' }]);
});

test('minutes a week: seven times the daily mean, a vigorous minute twice (WHO 2020)', () => {
  expect(of(days(6, { activeMinutes: 20, vigorousMinutes: 5 })).weeklyMinutes).toMatchObject({
    value: 175,
    n: 6,
    source: 'who-activity-2020',
  });
  expect(of(days(6)).weeklyMinutes).toMatchObject({ value: null, n: 0 });
  expect(of([...days(5, { activeMinutes: 20 }), total(5, 1)]).weeklyMinutes).toMatchObject({ value: null, why: { have: 5, need: 6 } });
});

test('days are the patient’s: a walk at half past midnight is of the new day', () => {
  const walk = (at: number) => of([total(0, 700, { at, minutes: 30, received: at + DAY })]).days[0]!.day;
  expect(walk(FROM + DAY + HOUR / 2) - walk(FROM + DAY - HOUR / 2)).toBe(1);
});
