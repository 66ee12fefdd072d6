import { expect, test } from 'vitest';
import { DutyPlan } from '../domain/duty.ts';
import { nextInHours, onDuty } from './roster.ts';

const ZONE = 'Asia/Shanghai';
const at = (text: string): number => Temporal.PlainDateTime.from(text).toZonedDateTime(ZONE).epochMilliseconds;

/** 2026-10-01 is a Thursday and a holiday; 2026-10-10 is a Saturday that is worked as a Friday. */
const plan = DutyPlan.parse({
  holidays: ['2026-10-01', '2026-10-02'],
  workdays: { '2026-10-10': 'fri' },
  shifts: [
    { role: 'coordinator', users: ['li', 'wang'], days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '08:00', to: '18:00' },
    { role: 'coordinator', users: ['jones'], days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '08:00', to: '18:00', language: 'en' },
    { role: 'coordinator', users: ['zhao'], from: '09:00', to: '17:00', holidays: 'only' },
    { role: 'coordinator', users: ['night'], from: '22:00', to: '06:00', days: ['fri'], holidays: 'also' },
    { role: 'doctor', users: ['chen'], from: '00:00', to: '00:00', holidays: 'also' },
  ],
});

test.each<[string, 'coordinator' | 'doctor', 'en' | 'zh-CN' | undefined, readonly string[]]>([
  ['2026-09-28T08:00', 'coordinator', 'zh-CN', ['li', 'wang']],
  ['2026-09-28T07:59', 'coordinator', 'zh-CN', []],
  ['2026-09-28T17:59', 'coordinator', 'en', ['li', 'wang', 'jones']],
  ['2026-09-28T18:00', 'coordinator', 'en', []],
  ['2026-09-27T10:00', 'coordinator', undefined, []], // a Sunday
  ['2026-10-01T10:00', 'coordinator', 'zh-CN', ['zhao']],
  ['2026-10-10T10:00', 'coordinator', 'zh-CN', ['li', 'wang']],
  ['2026-10-02T23:00', 'coordinator', 'zh-CN', ['night']], // a Friday, and a holiday
  ['2026-10-03T05:59', 'coordinator', 'zh-CN', ['night']], // still Friday's night
  ['2026-10-03T06:00', 'coordinator', 'zh-CN', []],
  ['2026-10-03T23:00', 'coordinator', 'zh-CN', []],
  ['2026-10-01T03:00', 'doctor', 'zh-CN', ['chen']],
])('%s: %s for %s', (moment, role, language, users) => {
  expect(onDuty(plan, role, at(moment), ZONE, language)).toEqual(users);
});

test('where nobody on duty speaks the language, whoever is on duty is asked', () => {
  const english = DutyPlan.parse({ shifts: [{ role: 'doctor', users: ['jones'], from: '08:00', to: '18:00', language: 'en' }] });
  expect(onDuty(english, 'doctor', at('2026-09-28T10:00'), ZONE, 'zh-CN')).toEqual(['jones']);
});

test.each([
  ['2026-09-28T10:00', { from: '08:00', to: '20:00' }, '2026-09-28T10:00'],
  ['2026-09-28T06:30', { from: '08:00', to: '20:00' }, '2026-09-28T08:00'],
  ['2026-09-28T20:00', { from: '08:00', to: '20:00' }, '2026-09-29T08:00'],
  ['2026-09-28T23:00', { from: '22:00', to: '06:00' }, '2026-09-28T23:00'],
  ['2026-09-28T05:59', { from: '22:00', to: '06:00' }, '2026-09-28T05:59'],
  ['2026-09-28T12:00', { from: '22:00', to: '06:00' }, '2026-09-28T22:00'],
])('a step that falls on %s with hours of %o is due at %s', (moment, between, due) => {
  expect(nextInHours({ between }, at(moment), ZONE)).toBe(at(due));
});
