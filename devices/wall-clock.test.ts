import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DAY, HOUR, MINUTE } from '../domain/clock.ts';
import type { WallClock } from './bytes.ts';
import { type Context, DecodeError } from './decoder.ts';
import { timing } from './wall-clock.ts';

const RECEIVED = Date.UTC(2026, 2, 1, 12);
const context = (more: Partial<Context> = {}): Context => ({ received: RECEIVED, zone: 'Asia/Shanghai', topic: '', ...more });
const clock = (text: string): WallClock => {
  const [year, month, day, hour, minute, second] = text.split(/\D/).map(Number) as [number, number, number, number, number, number];
  return { year, month, day, hour, minute, second };
};

test.each([
  ['the device’s own clock', '2026-02-28T08:15:00', {}, { at: Date.UTC(2026, 1, 28, 0, 15), clock: 'device', quality: [] }],
  ['no clock, stamped by the gateway', undefined, { stamped: RECEIVED - HOUR }, { at: RECEIVED - HOUR, clock: 'gateway', quality: [] }],
  ['no clock, no stamp', undefined, {}, { at: RECEIVED, clock: 'server', quality: ['unstamped'] }],
  ['a fresh battery', '2000-01-01T00:00:00', {}, { at: RECEIVED, clock: 'server', quality: ['clock-suspect', 'unstamped'] }],
  ['an unknown year', '0000-04-17T20:41:59', { stamped: RECEIVED }, { at: RECEIVED, clock: 'gateway', quality: ['clock-suspect'] }],
  ['an unknown day', '2026-02-00T08:15:00', {}, { clock: 'server', quality: ['clock-suspect', 'unstamped'] }],
  ['a day in the future is still a wrong zone', '2026-03-02T20:00:00', {}, { at: RECEIVED + DAY, clock: 'device' }],
  ['a second more is a wrong clock', '2026-03-02T20:00:01', {}, { at: RECEIVED, clock: 'server' }],
  ['the last second before 2010', '2010-01-01T07:59:59', {}, { clock: 'server' }],
  ['2010 begins', '2010-01-01T08:00:00', {}, { at: Date.UTC(2010, 0, 1), clock: 'device' }],
  ['a gateway in 1973', undefined, { stamped: 1e11 }, { at: RECEIVED, clock: 'server', quality: ['clock-suspect', 'unstamped'] }],
  ['a gateway in 2099', undefined, { stamped: Date.UTC(2099, 0, 1) }, { at: RECEIVED, clock: 'server' }],
] as const)('%s', (_, text, more, expected) => {
  expect(timing(text === undefined ? undefined : clock(text), context(more))).toMatchObject(expected);
});

test.each(['overrun', 'underrun'] as const)('an offset that did not fit its field (%s) dates nothing', (offset) => {
  expect(timing(clock('2026-02-28T08:15:00'), context(), offset)).toMatchObject({ at: RECEIVED, quality: ['clock-suspect', 'unstamped'] });
});

test.each([
  ['the hour that is skipped is moved on', 'Europe/Berlin', '2025-03-30T02:30:00', '2025-03-30T01:30:00Z'],
  ['the hour that comes twice is its first', 'Europe/Berlin', '2025-10-26T02:30:00', '2025-10-26T00:30:00Z'],
  ['half an hour of daylight saving', 'Australia/Lord_Howe', '2025-10-05T02:45:00', '2025-10-04T15:45:00Z'],
  ['a change one minute after midnight', 'America/St_Johns', '2011-03-13T00:30:00', '2011-03-13T04:00:00Z'],
])('%s: %s, %s', (_, zone, text, instant) => {
  expect(timing(clock(text), context({ zone })).at).toBe(Date.parse(instant));
});

test('remembered days say what Temporal says', () => {
  const zones = fc.constantFrom('Asia/Shanghai', 'Europe/London', 'America/New_York', 'Australia/Lord_Howe', 'Africa/Casablanca', 'UTC');
  const minutes = fc.integer({ min: Date.UTC(2011, 0, 1) / MINUTE, max: RECEIVED / MINUTE - 1440 });
  fc.assert(
    fc.property(zones, minutes, (zone, minute) => {
      const dial = new Date(minute * MINUTE).toISOString().slice(0, 19);
      expect(timing(clock(dial), context({ zone })).at).toBe(Temporal.PlainDateTime.from(dial).toZonedDateTime(zone).epochMilliseconds);
    }),
    { numRuns: 2000 },
  );
});

test('a zone that nobody knows is a DecodeError, not the end of the batch', () => {
  expect(() => timing(clock('2026-02-28T08:15:00'), context({ zone: 'Europe/Nowhere' }))).toThrow(DecodeError);
});

describe('a clock that was seen to be off', () => {
  const received = Date.UTC(2026, 2, 1, 12);
  const clockAt = (text: string) => {
    const { year, month, day, hour, minute, second } = Temporal.PlainDateTime.from(text);
    return { year, month, day, hour, minute, second };
  };
  const of = (text: string, clockSkewMs: number, zone = 'UTC', heard = received) =>
    timing(clockAt(text), { received: heard, stamped: heard - HOUR, zone, topic: '', clockSkewMs });

  test.each([
    ['ahead by 25 minutes', '2026-03-01T10:25', 25 * MINUTE, '2026-03-01T10:00'],
    ['behind by a day', '2026-02-28T10:00', -DAY, '2026-03-01T10:00'],
    ['from a battery that was changed in 2000', '2000-01-02T03:00', Date.UTC(2000, 0, 2, 4) - received, '2026-03-01T11:00'],
    ['in 2161', '2161-06-01T00:00', Date.UTC(2161, 5, 1, 1) - received, '2026-03-01T11:00'],
  ])('%s: the reading is where it was measured', (_, said, skew, expected) => {
    const stated = Temporal.PlainDateTime.from(said).toZonedDateTime('UTC').epochMilliseconds;
    const at = Temporal.PlainDateTime.from(expected).toZonedDateTime('UTC').epochMilliseconds;
    expect(of(said, skew)).toEqual({ at, clock: 'corrected', statedAt: stated, quality: [] });
  });

  test('by two minutes: cuffs show no seconds, and it is believed', () => {
    expect(of('2026-03-01T10:02', 2 * MINUTE)).toMatchObject({ clock: 'device', at: received - 118 * MINUTE });
  });

  test('a record dated after the present was made before the clock was set back: nothing is corrected', () => {
    expect(of('2026-03-01T11:30', -HOUR)).toMatchObject({ clock: 'device', at: received - 30 * MINUTE });
    expect(of('2026-03-05T10:00', -DAY)).toMatchObject({ clock: 'gateway', quality: ['clock-suspect'] });
  });

  test('its dial knows no daylight saving: what it says from before the change is right', () => {
    // Berlin went to summer time on 29 March 2026. The cuff stayed in winter: an hour behind now, right before.
    const now = Date.UTC(2026, 2, 30, 12);
    const winter = of('2026-03-28T08:00', -HOUR, 'Europe/Berlin', now);
    const summer = of('2026-03-30T08:00', -HOUR, 'Europe/Berlin', now);
    expect(winter).toMatchObject({ at: Date.UTC(2026, 2, 28, 7), clock: 'corrected' });
    expect(summer).toMatchObject({ at: Date.UTC(2026, 2, 30, 7), clock: 'corrected' });
  });
});

describe('the hour of the change to winter time, and of that to summer time', () => {
  const fallBack = { year: 2026, month: 10, day: 25, hour: 2, minute: 30, second: 0 };
  const received = Date.UTC(2026, 9, 25, 12);
  const of = (stamped?: number) =>
    timing(fallBack, { received, zone: 'Europe/Berlin', topic: '', ...(stamped === undefined ? {} : { stamped }) });
  const [first, second] = [Date.UTC(2026, 9, 25, 0, 30), Date.UTC(2026, 9, 25, 1, 30)];

  test('the gateway that heard it soon after knows which of the two it was', () => {
    expect(of(first + 5 * MINUTE)).toEqual({ at: first, clock: 'device', quality: [] });
    expect(of(second + 5 * MINUTE)).toEqual({ at: second, clock: 'device', quality: [] });
  });

  test('from a memory nobody knows: the first, and it is said', () => {
    expect(of()).toEqual({ at: first, clock: 'device', quality: ['clock-suspect'] });
    expect(of(received)).toMatchObject({ quality: ['clock-suspect'] });
    const skipped = { ...fallBack, month: 3, day: 29 };
    expect(timing(skipped, { received, zone: 'Europe/Berlin', topic: '' })).toMatchObject({ quality: ['clock-suspect'] });
    expect(timing({ ...skipped, hour: 4 }, { received, zone: 'Europe/Berlin', topic: '' }).quality).toEqual([]);
  });
});
