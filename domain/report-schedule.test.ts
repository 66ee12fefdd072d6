import { expect, test } from 'vitest';
import { nextDue } from './report-due.ts';
import { boundsOf, lastWhole, parsePeriod, periodBefore } from './report-period.ts';
import { ReportSchedule, sameTimes, withOverride } from './report-schedule.ts';

const at = (text: string) => Temporal.ZonedDateTime.from(text).epochMilliseconds;
const text = (instant: number | undefined, zone: string) =>
  instant === undefined
    ? undefined
    : Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone).toString({ timeZoneName: 'never' });

test.each([
  ['2026-W47', '2026-11-16', '2026-11-22', '2026-W46'],
  ['2026-W01', '2025-12-29', '2026-01-04', '2025-W52'],
  ['2026-W53', '2026-12-28', '2027-01-03', '2026-W52'],
  ['2026-03', '2026-03-01', '2026-03-31', '2026-02'],
  ['2026-01', '2026-01-01', '2026-01-31', '2025-12'],
  ['2026-11-03..2026-11-16', '2026-11-03', '2026-11-16', '2026-10-20..2026-11-02'],
])('%s goes from %s to %s, and %s before it', (key, first, last, before) => {
  expect(parsePeriod(key)).toMatchObject({ key, first, last });
  expect(periodBefore(parsePeriod(key)!).key).toBe(before);
});

test.each([
  '2026-W54',
  '2025-W53',
  '2026-W00',
  '2026-13',
  '2026-11-31..2026-12-01',
  '2026-11-02..2026-11-01',
  '2026-01-01..2027-01-02',
  'may',
  '',
])('%s is no period', (key) => expect(parsePeriod(key)).toBeUndefined());

test('days are as long as they are where the clocks change', () => {
  const hours = (key: string) => {
    const { from, to } = boundsOf(parsePeriod(key)!, 'Europe/Berlin');
    return (to - from) / 3_600_000;
  };
  expect([hours('2026-W13'), hours('2026-W43'), hours('2026-W44')]).toEqual([167, 169, 168]);
});

test('the last whole week and month are those of the zone', () => {
  const sunday = at('2026-11-22T23:30[Europe/London]');
  expect(lastWhole('week', 'Europe/London', sunday).key).toBe('2026-W46');
  expect(lastWhole('week', 'Asia/Shanghai', sunday).key).toBe('2026-W47');
  expect(lastWhole('month', 'Europe/London', at('2026-11-30T23:30[Europe/London]')).key).toBe('2026-10');
  expect(lastWhole('month', 'Asia/Shanghai', at('2026-11-30T23:30[Europe/London]')).key).toBe('2026-11');
});

test('weekly, at the same time on the wall, over both changes of the clocks', () => {
  const weekly = ReportSchedule.parse({ every: 'week', weekday: 7, time: '02:30' });
  const due: (string | undefined)[] = [];
  let after = at('2026-03-21T12:00[Europe/Berlin]');
  for (let i = 0; i < 3; i++) {
    after = nextDue(weekly, 'Europe/Berlin', after)!;
    due.push(text(after, 'Europe/Berlin'));
  }
  // 02:30 of the 29th does not exist.
  expect(due).toEqual(['2026-03-22T02:30:00+01:00', '2026-03-29T03:30:00+02:00', '2026-04-05T02:30:00+02:00']);
  // 02:30 of the 25th comes twice: once is enough.
  const autumn = nextDue(weekly, 'Europe/Berlin', at('2026-10-24T12:00[Europe/Berlin]'))!;
  expect(text(autumn, 'Europe/Berlin')).toBe('2026-10-25T02:30:00+02:00');
  expect(text(nextDue(weekly, 'Europe/Berlin', autumn), 'Europe/Berlin')).toBe('2026-11-01T02:30:00+01:00');
});

test('monthly on a day that every month has; off never', () => {
  const monthly = ReportSchedule.parse({ every: 'month', day: 28, time: '07:00' });
  const first = nextDue(monthly, 'Asia/Shanghai', at('2026-01-28T07:00[Asia/Shanghai]'))!;
  expect(text(first, 'Asia/Shanghai')).toBe('2026-02-28T07:00:00+08:00');
  expect(nextDue(ReportSchedule.parse({}), 'UTC', 0)).toBeUndefined();
  expect(ReportSchedule.safeParse({ day: 29 }).success).toBe(false);
});

test('an override says only what is otherwise', () => {
  const clinic = ReportSchedule.parse({ every: 'week', language: 'zh-CN', doctors: ['li'] });
  expect(withOverride(clinic, { time: '09:00', doctors: ['wang'] })).toEqual({ ...clinic, time: '09:00', doctors: ['wang'] });
  expect(sameTimes(clinic, withOverride(clinic, { language: 'en', day: 9 }))).toBe(true);
  expect(sameTimes(clinic, withOverride(clinic, { weekday: 2 }))).toBe(false);
  expect(sameTimes(clinic, withOverride(clinic, { every: 'off' }))).toBe(false);
});
