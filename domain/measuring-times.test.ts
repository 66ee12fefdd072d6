import { expect, test } from 'vitest';
import { expectedBy, expectedInDays, withMeasuringTimes } from './measuring-times.ts';
import { Patient } from './patient.ts';
import { Plan } from './plan.ts';

const patient = Patient.parse({ id: 'p1', language: 'en', zone: 'Asia/Shanghai', plan: [{ kind: 'glucose', everyDays: 3 }] });
/** Monday, eight in the evening in Shanghai. */
const NOW = Date.UTC(2026, 2, 2, 12);
const planOf = (...items: readonly object[]) =>
  Plan.parse({ items: items.map((item, i) => ({ id: `i${i}`, what: { do: 'measure', kind: 'glucose' }, ...item })) });
const hoursOf = (plan: Plan) => expectedBy(patient, plan, NOW).map(({ kind, everyDays }) => [kind, everyDays * 24]);

test('the larger gap between two times of a day rules', () => {
  expect(hoursOf(planOf({ times: ['07:30', '19:00'] }))).toEqual([['glucose', 12.5]]);
  expect(hoursOf(planOf({ times: ['07:30'] }))).toEqual([['glucose', 24]]);
});

test('two items of one kind are one expectation, and of another kind another', () => {
  expect(hoursOf(planOf({ times: ['08:00'] }, { times: ['20:00'] }))).toEqual([['glucose', 12]]);
  const both = planOf({ times: ['08:00'] }, { times: ['08:00'], what: { do: 'measure', kind: 'weight' }, weekdays: [1] });
  expect(hoursOf(both)).toEqual([
    ['glucose', 24],
    ['weight', 168],
  ]);
});

test('of some days of the week, the longest pause; it goes over Sunday', () => {
  expect(hoursOf(planOf({ times: ['08:00'], weekdays: [1, 4] }))).toEqual([['glucose', 96]]);
  expect(hoursOf(planOf({ times: ['08:00'], weekdays: [2, 3] }))).toEqual([['glucose', 144]]);
});

test('what has ended is expected no more; what begins later from its first day; both by the day of the patient', () => {
  expect(hoursOf(planOf({ times: ['08:00'], until: '2026-03-02' }))).toEqual([['glucose', 24]]);
  expect(hoursOf(planOf({ times: ['08:00'], until: '2026-03-01' }))).toEqual([]);
  expect(hoursOf(planOf({ times: ['08:00'], from: '2026-03-05' }))).toEqual([['glucose', 96]]);
});

test('medicines and questions are no measuring times; the record stays beside the plan', () => {
  const pills = planOf({ times: ['08:00'], what: { do: 'medicine', medicine: 'metformin' } });
  expect(withMeasuringTimes(patient, pills, NOW)).toBe(patient);
  expect(withMeasuringTimes(patient, undefined, NOW)).toBe(patient);
  expect(withMeasuringTimes(patient, planOf({ times: ['08:00'] }), NOW).plan).toEqual([
    { kind: 'glucose', everyDays: 3 },
    { kind: 'glucose', everyDays: 1 },
  ]);
});

test('for lists and reports each kind stands once, in whole days, by whichever asks more often', () => {
  expect(expectedInDays(patient, undefined, NOW)).toEqual([{ kind: 'glucose', everyDays: 3 }]);
  expect(expectedInDays(patient, planOf({ times: ['07:30', '19:00'] }), NOW)).toEqual([{ kind: 'glucose', everyDays: 1 }]);
  const weekly = planOf(
    { times: ['08:00'], weekdays: [1] },
    { times: ['08:00'], weekdays: [1, 4], what: { do: 'measure', kind: 'weight' } },
  );
  expect(expectedInDays(patient, weekly, NOW)).toEqual([
    { kind: 'glucose', everyDays: 3 },
    { kind: 'weight', everyDays: 4 },
  ]);
  expect(expectedInDays(patient, planOf({ times: ['08:00'], from: '2026-03-05' }), NOW)).toEqual([{ kind: 'glucose', everyDays: 3 }]);
});
