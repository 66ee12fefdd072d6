import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayFromIso, dayOf, isoDay, minuteOf, wallTimeIn } from './wall-time.ts';

const zones = ['Asia/Shanghai', 'America/New_York', 'Europe/Berlin', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'Africa/Casablanca', 'UTC'];

describe('wall time', () => {
  it.each(zones)('agrees with Temporal at any instant in %s', (zone) => {
    const wall = wallTimeIn(zone);
    fc.assert(
      fc.property(fc.integer({ min: Date.UTC(1990, 0), max: Date.UTC(2040, 0) }), (at) => {
        const there = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
        expect(wall(at)).toBe(there.toPlainDateTime().toZonedDateTime('UTC').epochMilliseconds);
      }),
      { numRuns: 300 },
    );
  });

  it('changes at the minute of the change', () => {
    const wall = wallTimeIn('Europe/Berlin');
    const change = Date.UTC(2026, 2, 29, 1);
    expect([minuteOf(wall(change - 1)), minuteOf(wall(change))]).toEqual([120 - 1 / 60_000, 180]);
  });

  it('names days', () => {
    const day = dayOf(wallTimeIn('Asia/Shanghai')(Date.UTC(2026, 1, 28, 16)));
    expect(isoDay(day)).toBe('2026-03-01');
    expect(dayFromIso('2026-03-01')).toBe(day);
  });
});
