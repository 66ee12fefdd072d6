import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DAY, HOUR } from './clock.ts';
import { latestOccurrence, nextOccurrence } from './occurrence.ts';
import { isQuiet, Plan, type PlanItem } from './plan.ts';

const item = (more: Partial<PlanItem> = {}): PlanItem => ({
  id: 'pill',
  what: { do: 'medicine', medicine: 'metformin' },
  times: ['08:00'],
  weekdays: [],
  ...more,
});
const at = (text: string): number => Temporal.Instant.from(text).epochMilliseconds;
const walk = (one: PlanItem, zone: string, from: number, count: number): readonly string[] => {
  const seen: string[] = [];
  for (let now = from, i = 0; i < count; i++) {
    const next = nextOccurrence(one, zone, now);
    if (!next) break;
    seen.push(`${next.day} ${next.time} ${new Date(next.at).toISOString().slice(5, 16)}`);
    now = next.at;
  }
  return seen;
};

describe('the wall clock stays the wall clock', () => {
  test('through the night in which London springs forward: eight is eight, an hour earlier in UTC', () => {
    expect(walk(item(), 'Europe/London', at('2026-03-28T00:00Z'), 3)).toEqual([
      '2026-03-28 08:00 03-28T08:00',
      '2026-03-29 08:00 03-29T07:00',
      '2026-03-30 08:00 03-30T07:00',
    ]);
  });
  test('a time that the clocks jump over is an hour later, once', () => {
    expect(walk(item({ times: ['01:30'] }), 'Europe/London', at('2026-03-28T12:00Z'), 2)).toEqual([
      '2026-03-29 01:30 03-29T01:30', // 02:30 on the wall
      '2026-03-30 01:30 03-30T00:30',
    ]);
  });
  test('a time that the clocks show twice is the first of both, once', () => {
    expect(walk(item({ times: ['01:30'] }), 'Europe/London', at('2026-10-24T12:00Z'), 2)).toEqual([
      '2026-10-25 01:30 10-25T00:30',
      '2026-10-26 01:30 10-26T01:30',
    ]);
  });
  test('a zone whose clocks move at midnight', () => {
    expect(walk(item({ times: ['00:00', '12:00'] }), 'America/Santiago', at('2026-09-05T12:00Z'), 3)).toEqual([
      '2026-09-05 12:00 09-05T16:00',
      '2026-09-06 00:00 09-06T04:00', // midnight does not exist that day
      '2026-09-06 12:00 09-06T15:00',
    ]);
  });
});

test('days of the week, a first and a last day', () => {
  const weekly = item({ weekdays: [1, 4], from: '2026-03-03', until: '2026-03-12' });
  expect(walk(weekly, 'Asia/Shanghai', at('2026-01-01T00:00Z'), 9)).toEqual([
    '2026-03-05 08:00 03-05T00:00',
    '2026-03-09 08:00 03-09T00:00',
    '2026-03-12 08:00 03-12T00:00',
  ]);
});

test('a timer that is looked at three days late is for the last time, not for each of them', () => {
  const twice = item({ times: ['20:00', '08:00'] });
  const due = at('2026-03-02T00:00Z');
  expect(latestOccurrence(twice, 'Asia/Shanghai', due, due)).toMatchObject({ day: '2026-03-02', time: '08:00' });
  expect(latestOccurrence(twice, 'Asia/Shanghai', due, due + 3 * DAY - HOUR)).toMatchObject({ day: '2026-03-04', time: '20:00' });
  expect(latestOccurrence(twice, 'Asia/Shanghai', due, due - 1)).toBeUndefined();
});

test('in every zone, at every moment: the next time is later, shows the time on the wall or was jumped over, and each day has it once', () => {
  const zones = ['Europe/London', 'America/New_York', 'Australia/Lord_Howe', 'America/Santiago', 'Asia/Shanghai', 'Asia/Kathmandu'];
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      fc.integer({ min: at('2024-01-01T00:00Z'), max: at('2030-01-01T00:00Z') }),
      fc.integer({ min: 0, max: 1439 }),
      (zone, from, minute) => {
        const time = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
        const one = item({ times: [time] });
        let now = from;
        let day: string | undefined;
        for (let i = 0; i < 5; i++) {
          const next = nextOccurrence(one, zone, now)!;
          expect(next.at).toBeGreaterThan(now);
          if (day !== undefined) expect(Temporal.PlainDate.from(day).add({ days: 1 }).toString()).toBe(next.day);
          const shown = Temporal.Instant.fromEpochMilliseconds(next.at).toZonedDateTimeISO(zone);
          const moved = shown.toPlainTime().toString().slice(0, 5) !== time;
          const hours = shown.hoursInDay;
          if (moved) expect(hours, `${next.day} ${time} ${zone}`).toBeLessThan(24);
          day = next.day;
          now = next.at;
        }
      },
    ),
    { numRuns: 300 },
  );
});

test.each([
  ['22:00', true],
  ['06:59', true],
  ['07:00', false],
  ['21:59', false],
])('%s in the quiet hours of 22:00 to 07:00: %s', (time, quiet) => {
  expect(isQuiet(time, { from: '22:00', to: '07:00' })).toBe(quiet);
  expect(isQuiet(time, { from: '12:00', to: '12:00' }), 'the same time twice: none').toBe(false);
});

test.each([
  ['a time in the quiet hours', { items: [item({ times: ['22:30'] })] }, '22:30 lies in the quiet hours, 22:00 to 07:00'],
  ['two of one name', { items: [item(), item()] }, 'there are two called pill'],
  ['an end before its beginning', { items: [item({ from: '2026-03-02', until: '2026-03-01' })] }, 'the last day is before the first'],
  ['no time at all', { items: [item({ times: [] })] }, 'at least one time of day'],
  ['a time twice', { items: [item({ times: ['08:00', '08:00'] })] }, 'a time stands here twice'],
])('%s is refused in one sentence', (_what, plan, sentence) => {
  const parsed = Plan.safeParse(plan);
  expect(parsed.success ? '' : parsed.error.issues[0]!.message).toContain(sentence);
});

test('a bedtime medicine goes with quiet hours that begin later', () => {
  expect(Plan.safeParse({ quiet: { from: '23:00', to: '07:00' }, items: [item({ times: ['22:30'] })] }).success).toBe(true);
});
