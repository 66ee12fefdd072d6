import { expect, test } from 'vitest';
import { dayOf, isAfternoon, wallClockIn } from './zone.ts';

test.each([
  ['Asia/Shanghai', '2026-03-02T00:00:00Z', '2026-03-02T08:00:00Z'],
  ['Europe/London', '2026-03-29T00:59:59.999Z', '2026-03-29T00:59:59.999Z'],
  ['Europe/London', '2026-03-29T01:00:00Z', '2026-03-29T02:00:00Z'],
  ['Europe/London', '2026-10-25T00:59:59Z', '2026-10-25T01:59:59Z'],
  ['Europe/London', '2026-10-25T01:00:00Z', '2026-10-25T01:00:00Z'],
  ['Asia/Kathmandu', '2026-03-02T00:00:00Z', '2026-03-02T05:45:00Z'],
])('%s at %s shows %s, whatever was asked before', (zone, at, shows) => {
  for (const warmUp of ['2026-01-01T00:00:00Z', '2026-07-01T00:00:00Z', '2026-12-01T00:00:00Z', at]) {
    const clock = wallClockIn(zone);
    clock(Date.parse(warmUp));
    expect(clock(Date.parse(at))).toBe(Date.parse(shows));
    expect(wallClockIn(zone)(Date.parse(at))).toBe(Date.parse(shows));
  }
});

test('days and halves of days', () => {
  const clock = (text: string): number => Date.parse(`${text}Z`);
  expect(dayOf(clock('2026-03-02T23:59'))).toBe(dayOf(clock('2026-03-02T00:00')));
  expect(dayOf(clock('2026-03-03T00:00'))).toBe(dayOf(clock('2026-03-02T00:00')) + 1);
  expect(['11:59', '12:00', '23:59', '00:00'].map((time) => isAfternoon(clock(`2026-03-02T${time}`)))).toEqual([false, true, true, false]);
});
