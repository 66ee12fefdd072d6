import { expect, test } from 'vitest';
import { HOUR } from '../domain/clock.ts';
import { DutyPlan } from '../domain/duty.ts';
import { onDuty } from './roster.ts';
import { timetable } from './timetable.ts';

/** Monday 2 March 2026, noon in Shanghai. */
const MONDAY = Date.UTC(2026, 2, 2, 4);
const zone = 'Asia/Shanghai';
const at = (day: number, hour: number) => Date.UTC(2026, 2, day, hour - 8);
const day = { role: 'coordinator', users: ['li'], from: '08:00', to: '20:00' } as const;
const night = { role: 'coordinator', users: ['wang'], from: '20:00', to: '08:00' } as const;
const plan = (given: object) => DutyPlan.parse(given);

test('hours that no shift covers are gaps; a plan that covers them has none, and a role without shifts has none', () => {
  expect(timetable(plan({ shifts: [day] }), MONDAY, zone, 2).gaps).toEqual([
    { role: 'coordinator', from: at(2, 0), to: at(2, 8) },
    { role: 'coordinator', from: at(2, 20), to: at(3, 8) },
    { role: 'coordinator', from: at(3, 20), to: at(4, 0) },
  ]);
  // The first night of all begins on the day before.
  expect(timetable(plan({ shifts: [day, night] }), MONDAY, zone, 7).gaps).toEqual([]);
  expect(timetable(plan({}), MONDAY, zone, 7).gaps).toEqual([]);
});

test('a holiday that nobody works is a gap of its own', () => {
  const all = { role: 'doctor', users: ['chen'], from: '00:00', to: '00:00' };
  expect(timetable(plan({ shifts: [all], holidays: ['2026-03-04'] }), MONDAY, zone, 7).gaps).toEqual([
    { role: 'doctor', from: at(4, 0), to: at(5, 0) },
  ]);
});

test('who is on duty stands in stretches, from change to change', () => {
  const { stretches } = timetable(plan({ shifts: [day, night] }), MONDAY, zone, 1);
  expect(stretches.map(({ from, coordinator }) => [from, coordinator])).toEqual([
    [at(2, 0), ['wang']],
    [at(2, 8), ['li']],
    [at(2, 20), ['wang']],
  ]);
  expect(stretches.at(-1)?.to).toBe(at(3, 0));
});

test('a day on which clocks change has 23 hours, all of them covered', () => {
  const all = plan({ shifts: [{ ...day, from: '02:30', to: '02:30' }] });
  const { stretches, gaps } = timetable(all, Date.UTC(2026, 2, 29, 12), 'Europe/Berlin', 1);
  expect([gaps, (stretches.at(-1)!.to - stretches[0]!.from) / HOUR]).toEqual([[], 23]);
});

test('a substitute stands in on those days, over midnight too, for the days that the shift belongs to', () => {
  const given = plan({ shifts: [day, night], substitutes: [{ out: 'wang', instead: 'zhao', from: '2026-03-03', to: '2026-03-03' }] });
  const who = (d: number, hour: number) => onDuty(given, 'coordinator', at(d, hour), zone);
  expect([who(3, 7), who(3, 12), who(3, 21), who(4, 7), who(4, 21)]).toEqual([['wang'], ['li'], ['zhao'], ['zhao'], ['wang']]);
});
