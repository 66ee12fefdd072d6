import { expect, test } from 'vitest';
import { AHA_PROTOCOL, ESH_PROTOCOL, homeReadingOf, isAtGoal, type PressureSample, protocolMean, sessionOf } from './blood-pressure.ts';
import { nightPressure, patternOf } from './pressure-night.ts';
import { pressureVariability } from './pressure-variability.ts';

const one = (day: number, session: PressureSample['session'], systolicMmHg: number): PressureSample => ({
  day,
  session,
  systolicMmHg,
  diastolicMmHg: 80,
});
const sessions = (day: number, systolicMmHg: number) =>
  (['morning', 'evening'] as const).flatMap((session) => [one(day, session, systolicMmHg), one(day, session, systolicMmHg)]);

test.each([
  [59, 'evening'],
  [60, 'night'],
  [269, 'night'],
  [270, 'morning'],
  [719, 'morning'],
  [720, 'daytime'],
  [1019, 'daytime'],
  [1020, 'evening'],
] as const)('minute %i of the day is %s', (minute, session) => {
  expect(sessionOf(minute)).toBe(session);
});

test('which readings count: not the first day, not the night, not noon, not the fourth of one session', () => {
  const series = [
    ...sessions(1, 200),
    ...[2, 3, 4, 5, 6, 7].flatMap((day) => sessions(day, 130)),
    one(3, 'night', 90),
    one(4, 'daytime', 170),
    one(7, 'evening', 130),
    one(7, 'evening', 250),
  ];
  expect(protocolMean(series, ESH_PROTOCOL)).toMatchObject({
    systolicMmHg: 130,
    n: 25,
    sessions: 12,
    sessionsAsked: 12,
    discarded: 7,
    left: { firstDay: 4, outsideSessions: 2, beyondSession: 1 },
  });
  expect(protocolMean(series, AHA_PROTOCOL)).toMatchObject({ n: 29, sessionsAsked: 14, left: { firstDay: 0 } });
  expect(protocolMean([one(3, 'night', 90), one(4, 'daytime', 170)], ESH_PROTOCOL)).toBeUndefined();
});

test('the goal is that of the patient’s guideline; both numbers lie below it', () => {
  const at = (systolicMmHg: number, diastolicMmHg: number, guideline?: 'aha-2025' | 'esc-2024') =>
    isAtGoal({ systolicMmHg, diastolicMmHg }, homeReadingOf(guideline).goal);
  expect([at(134, 84), at(135, 84), at(134, 85)]).toEqual([true, false, false]);
  expect([at(134, 84, 'esc-2024'), at(134, 84, 'aha-2025'), at(129, 79, 'aha-2025')]).toEqual([true, false, true]);
});

test('variability, worked by hand: 120, 130, 126, 140', () => {
  const { sd, cvPercent, arv } = pressureVariability([120, 130, 126, 140]);
  // Mean 129; squares 81 + 1 + 9 + 121 = 212; 212 / 3 = 70.67. Steps 10, 4, 14.
  expect(sd).toBeCloseTo(Math.sqrt(212 / 3), 12);
  expect(cvPercent).toBeCloseTo((100 * Math.sqrt(212 / 3)) / 129, 12);
  expect(arv).toBeCloseTo(28 / 3, 12);
  expect(pressureVariability([120]).arv).toBeNaN();
});

test.each([
  [-0.1, 'riser'],
  [0, 'non-dipper'],
  [9.9, 'non-dipper'],
  [10, 'dipper'],
  [20, 'dipper'],
  [20.1, 'extreme-dipper'],
] as const)('a fall of %d %% at night is a %s', (percent, pattern) => {
  expect(patternOf(percent)).toBe(pattern);
});

test('nights against days, and the mornings behind them', () => {
  const at = (day: number, hour: number, systolicMmHg: number) => ({ day, minute: hour * 60, systolicMmHg, diastolicMmHg: 80 });
  const nights = [1, 2].flatMap((day) => [at(day, 2, 108), at(day, 3, 108), at(day, 4, 108)]);
  const days = [1, 2].flatMap((day) => [at(day, 7, 126), at(day, 13, 118), at(day, 20, 116)]);
  expect(nightPressure([...nights, ...days])).toMatchObject({
    nights: 2,
    dipPercent: 10,
    pattern: 'dipper',
    morningSurge: { mmHg: 18, days: 2 },
    enough: true,
  });
  expect(nightPressure([...nights.slice(0, 5), ...days])).toMatchObject({ enough: false });
  expect(nightPressure(days)).toBeUndefined();
});
