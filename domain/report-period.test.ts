import { expect, test } from 'vitest';
import { lastDays, startBefore } from './report-period.ts';

const at = (text: string) => Temporal.ZonedDateTime.from(text).epochMilliseconds;

test.each([
  ['Asia/Shanghai', '2026-11-22T05:30', 14, '2026-11-09T00:00', '2026-11-23T00:00', '2026-10-26T00:00'],
  ['Asia/Shanghai', '2026-11-22T00:00', 1, '2026-11-22T00:00', '2026-11-23T00:00', '2026-11-21T00:00'],
  // The clocks went back on 25 October and on 26 October 2025: a day of 25 hours is a day, on either side.
  ['Europe/London', '2026-10-28T23:59', 7, '2026-10-22T00:00', '2026-10-29T00:00', '2026-10-15T00:00'],
  ['Europe/London', '2026-11-04T12:00', 7, '2026-10-29T00:00', '2026-11-05T00:00', '2026-10-22T00:00'],
  // Midnight did not exist in Cairo on 24 April 2026.
  ['Africa/Cairo', '2026-04-24T12:00', 2, '2026-04-23T00:00', '2026-04-25T00:00', '2026-04-21T00:00'],
])('in %s at %s the last %i days are %s to %s, and before them from %s', (zone, now, days, from, to, before) => {
  const period = lastDays(days, zone, at(`${now}[${zone}]`));
  expect(period).toEqual({ from: at(`${from}[${zone}]`), to: at(`${to}[${zone}]`) });
  expect(startBefore(period, zone)).toBe(at(`${before}[${zone}]`));
});

test('before a part of a day lies as long a part', () => {
  const [from, to] = [at('2026-11-22T05:30[Asia/Shanghai]'), at('2026-11-22T08:00[Asia/Shanghai]')];
  expect(startBefore({ from, to }, 'Asia/Shanghai')).toBe(from - (to - from));
});
