import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DAY, HOUR } from '../domain/clock.ts';
import { QuietHours, quietUntil } from './quiet-hours.ts';

const night = QuietHours.parse({});
const at = (text: string): number => Temporal.ZonedDateTime.from(text).epochMilliseconds;

test.each([
  ['2026-03-02T21:59:59.999[Asia/Shanghai]', undefined],
  ['2026-03-02T22:00[Asia/Shanghai]', '2026-03-03T07:00[Asia/Shanghai]'],
  ['2026-03-03T00:00[Asia/Shanghai]', '2026-03-03T07:00[Asia/Shanghai]'],
  ['2026-03-03T06:59:59.999[Asia/Shanghai]', '2026-03-03T07:00[Asia/Shanghai]'],
  ['2026-03-03T07:00[Asia/Shanghai]', undefined],
  // The clocks go forward at 02:00, back at 02:00: seven in the morning is seven on the wall.
  ['2026-03-28T23:30[Europe/Berlin]', '2026-03-29T07:00[Europe/Berlin]'],
  ['2026-10-24T23:30[Europe/Berlin]', '2026-10-25T07:00[Europe/Berlin]'],
])('%s is quiet until %s', (now, until) => {
  const zone = /\[(.*)\]/.exec(now)![1]!;
  expect(quietUntil(at(now), zone, night)).toBe(until === undefined ? undefined : at(until));
});

test.each([
  [{ from: '12:00', to: '14:00' }, '2026-03-02T13:00[UTC]', '2026-03-02T14:00[UTC]'],
  [{ from: '12:00', to: '14:00' }, '2026-03-02T14:00[UTC]', undefined],
  [{ from: '12:00', to: '14:00' }, '2026-03-02T02:00[UTC]', undefined],
  [{ from: '07:00', to: '07:00' }, '2026-03-02T07:00[UTC]', undefined],
])('quiet hours of %j', (hours, now, until) => {
  expect(quietUntil(at(now), 'UTC', hours)).toBe(until === undefined ? undefined : at(until));
});

test('an end is ahead, within a day, and itself not quiet: nothing is moved twice', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 4_000_000_000_000 }),
      fc.constantFrom('Asia/Shanghai', 'Europe/London', 'America/St_Johns', 'Australia/Lord_Howe', 'Pacific/Apia'),
      (now, zone) => {
        const until = quietUntil(now, zone, night);
        if (until === undefined) return;
        expect(until).toBeGreaterThan(now);
        // Apia skipped 30 December 2011, so that one night was a day longer.
        expect(until - now).toBeLessThanOrEqual(9 * HOUR + HOUR + (zone === 'Pacific/Apia' ? DAY : 0));
        expect(quietUntil(until, zone, night)).toBeUndefined();
      },
    ),
    { numRuns: 500 },
  );
});

test.each(['24:00', '7:00', '07:60', 'seven'])('%s is no time of day', (from) => {
  expect(QuietHours.safeParse({ from }).success).toBe(false);
});
