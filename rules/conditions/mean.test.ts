import { describe, expect, test } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../domain/clock.ts';
import { type ShortPoint, shortPoint, shortThreshold, tryCondition } from '../try-condition.ts';
import { homeMean, type Protocol } from './mean.ts';

const protocol: Protocol = {
  days: 7,
  minimum: 12,
  perSession: 2,
  discardFirstDay: true,
  discardFirstOfSession: false,
  source: { organisation: 'European Society of Hypertension', title: 'Home monitoring', year: 2010, evidence: 'secondary' },
};
/** Midnight of 2 March 2026 in Shanghai. */
const MONDAY = Date.UTC(2026, 2, 1, 16);
const ZONE = 'Asia/Shanghai';

/** Twice each morning and twice each evening. */
const days = (count: number, values: (day: number, nth: number) => readonly [number, number]): ShortPoint[] =>
  Array.from({ length: count }, (_, day) =>
    [7 * HOUR, 7 * HOUR + MINUTE, 20 * HOUR, 20 * HOUR + MINUTE].map((time, nth) => {
      const [systolic, diastolic] = values(day, nth);
      return { at: MONDAY + day * DAY + time, systolic, diastolic };
    }),
  ).flat();
const meanOf = (points: readonly ShortPoint[], of: Protocol = protocol, zone = ZONE) => {
  const all = points.map(shortPoint);
  return homeMean({ length: all.length, at: (i) => all[i]! }, all.at(-1)!.at, zone, of);
};

describe('the protocol is data', () => {
  const rising = days(7, (day, nth) => [100 + 10 * day + nth, 80]);

  test('the first day is left out', () => {
    expect(meanOf(rising)).toMatchObject({ systolic: 136.5, diastolic: 80 });
    expect(meanOf(rising, { ...protocol, discardFirstDay: false })).toMatchObject({ systolic: 131.5 });
  });

  test('only so many of each session', () => {
    const four = rising.flatMap((point) => [point, { ...point, at: point.at + 10, systolic: 200 }]);
    expect(meanOf(four, { ...protocol, perSession: 1 })).toMatchObject({ systolic: 136 });
  });

  test('the first of each session is left out', () => {
    const found = meanOf(rising, { ...protocol, discardFirstOfSession: true });
    expect(found).toMatchObject({ systolic: 137 });
    expect(found.is === 'mean' && found.points).toHaveLength(12);
  });

  test('what lies before its days does not count', () => {
    const older = days(8, (day) => [day === 0 ? 200 : 120, 80]);
    expect(meanOf(older, { ...protocol, discardFirstDay: false })).toMatchObject({ systolic: 120 });
  });

  test('what was measured standing or lying counts for nothing: not for the mean, not as a first day, not as one of a session', () => {
    const standing = days(7, () => [100, 60]).map((point) => ({ ...point, at: point.at - 30 * MINUTE, posture: 'standing' as const }));
    const lying = days(1, () => [180, 95]).map((point) => ({ ...point, at: point.at - DAY, posture: 'lying' as const }));
    const all = [...rising, ...standing, ...lying].sort((a, b) => a.at - b.at);
    expect(meanOf(all)).toMatchObject({ systolic: 136.5, diastolic: 80 });
    expect(meanOf(all.map(({ posture: _, ...point }) => point))).not.toMatchObject({ systolic: 136.5 });
    expect(meanOf(rising.map((point) => ({ ...point, posture: 'sitting' as const })))).toMatchObject({ systolic: 136.5 });
  });

  test('too few readings give no mean, and say how many are missing', () => {
    expect(meanOf(days(3, () => [150, 95]))).toEqual({ is: 'not-enough', have: 8, need: 12 });
    expect(meanOf(days(4, () => [150, 95])).is).toBe('mean');
  });
});

test('days and mornings are those of the patient', () => {
  // 23:30 and 00:30 in Shanghai are one evening in London: 15:30 and 16:30, both in its afternoon.
  const at = MONDAY - HOUR / 2;
  const night = [at, at + HOUR].map((moment) => ({ at: moment, systolic: 130, diastolic: 80 }));
  const one = { ...protocol, days: 2, minimum: 2, perSession: 1, discardFirstDay: false };
  expect(meanOf(night, one)).toMatchObject({ is: 'mean' });
  expect(meanOf(night, one, 'Europe/London')).toEqual({ is: 'not-enough', have: 1, need: 2 });
});

test('a change of the clocks moves no reading to another day', () => {
  // London, 29 March 2026: one hour is missing. 23:30 on the eve and 00:30 on the day, each its own.
  const eve = Date.UTC(2026, 2, 28, 23, 30);
  const points = [eve, eve + HOUR, eve + 23.5 * HOUR].map((at) => ({ at, systolic: 130, diastolic: 80 }));
  const first = { ...protocol, days: 2, minimum: 2, perSession: 9, discardFirstDay: true };
  // 23:00 UTC on the day is midnight of the next in summer time: then the eve lies outside of two days.
  expect(meanOf(points, { ...first, minimum: 1 }, 'Europe/London')).toMatchObject({ is: 'mean', points: [{ at: eve + 23.5 * HOUR }] });
});

describe('as a condition', () => {
  const thresholds = { systolic: shortThreshold(135, 'mmHg'), diastolic: shortThreshold(85, 'mmHg') };
  const limits = { systolic: 'systolic', diastolic: 'diastolic' };
  const raised = { mean: protocol, anyAtLeast: limits };
  const settled = { mean: protocol, allBelow: limits };

  test.each([
    [135, 80, true, false],
    [134, 85, true, false],
    [134, 84, false, true],
    [140, 90, true, false],
  ])('a mean of %s/%s: raised %s, settled %s', (systolic, diastolic, isRaised, isSettled) => {
    const points = days(7, () => [systolic, diastolic]);
    expect(tryCondition(raised, thresholds, points).holds).toBe(isRaised);
    expect(tryCondition(settled, thresholds, points).holds).toBe(isSettled);
  });

  test('without enough readings it is neither raised nor settled, and says so', () => {
    const few = days(3, () => [160, 100]);
    expect(tryCondition(raised, thresholds, few)).toMatchObject({ holds: false, values: { have: 8, need: 12 } });
    expect(tryCondition(settled, thresholds, few).holds).toBe(false);
  });

  const mixed = days(7, (_, nth) => (nth < 2 ? [150, 90] : [110, 70]));
  const only = (part: 'morning' | 'evening') => ({ ...raised, mean: { ...protocol, minimum: 6, only: part } });

  test('the mornings alone, or the evenings', () => {
    expect(tryCondition(only('morning'), thresholds, mixed)).toMatchObject({ holds: true, values: { value: '150/90', readings: 12 } });
    expect(tryCondition(only('evening'), thresholds, mixed)).toMatchObject({ holds: false, values: { value: '110/70' } });
  });

  test('beside one that is raised, one that is not has decided nothing', () => {
    const both = { all: [only('morning'), settled] };
    expect(tryCondition(both, thresholds, mixed)).toMatchObject({
      holds: true,
      values: { value: '150/90', limit: 135, field: 'systolic' },
    });
  });

  test('it tells the mean, the limit that decided, and how many readings stand behind it', () => {
    const { evidence, values } = tryCondition(
      raised,
      thresholds,
      days(7, (day) => [130 + day, 86]),
    );
    expect(values).toEqual({ value: '134/86', systolic: 133.5, diastolic: 86, readings: 24, days: 7, limit: 85, field: 'diastolic' });
    expect(evidence).toHaveLength(24);
  });
});
