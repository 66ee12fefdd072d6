import { expect, test } from 'vitest';
import { reportInput } from '../bench/report-house.ts';
import { DAY, HOUR, MINUTE } from '../domain/clock.ts';
import type { Reading } from '../domain/reading.ts';
import { buildReport } from './build.ts';
import type { SectionOf } from './report.ts';

const base = reportInput(14);
const said = { clock: 'device', quality: [], patient: 'p1', device: 'd' } as const;

/** A sensor that shows 6.0, and `low` in the minutes named, each day from midnight on. */
function sensor(low: number, from: number, to: number, days = 14): Reading[] {
  return Array.from({ length: days * 288 }, (_, i) => {
    const at = base.from + i * 5 * MINUTE;
    const minute = ((at + 8 * HOUR) % DAY) / MINUTE;
    const value = minute >= from && minute < to ? low : 6;
    return {
      ...said,
      kind: 'glucose',
      id: `g${i}`,
      at,
      received: at,
      glucoseMmolL: value,
      reported: { value, unit: 'mmol/L' },
      specimen: 'interstitial',
    };
  });
}
const attentionOf = (readings: readonly Reading[], more = {}) =>
  buildReport({ ...base, readings, previous: [], alerts: [], ...more }).sections[0] as SectionOf<'attention'>;
const names = (readings: readonly Reading[], more = {}) => attentionOf(readings, more).findings.map(({ finding }) => finding);

test('a quiet sensor says nothing', () => {
  expect(names(sensor(6, 0, 0))).toEqual([]);
});

test('lows at night, deep and long: the gravest first, with how many readings they stand on', () => {
  const found = attentionOf(sensor(2.8, 120, 250)).findings;
  expect(found.map(({ finding }) => finding)).toEqual([
    'glucose.level-2-lows',
    'glucose.prolonged-lows',
    'glucose.very-low-share',
    'glucose.nocturnal-lows',
    'glucose.low-share',
  ]);
  expect(found[0]).toMatchObject({ severity: 'high', value: 14, n: 14 * 288, source: 'episodes-2023' });
  expect(found[2]!.value).toBeCloseTo((100 * 26) / 288, 9);
});

test('exactly the limit is not low, and 120 minutes are not more than two hours', () => {
  expect(names(sensor(3.9, 120, 300))).toEqual([]);
  expect(names(sensor(3.8, 720, 840))).toEqual(['glucose.low-share']);
  expect(names(sensor(3.8, 720, 845))).toEqual(['glucose.prolonged-lows', 'glucose.low-share']);
});

test('a sensor worn too little is no finding, however low', () => {
  expect(names(sensor(2.5, 0, 1440, 4))).toEqual([]);
});

test('home pressure: its own guideline’s goal', () => {
  const readings = Array.from({ length: 14 }, (_, day) =>
    [7, 20].flatMap((hour) =>
      [0, 2].map((minute): Reading => {
        const at = base.from + day * DAY + hour * HOUR + minute * MINUTE;
        return { ...said, kind: 'blood-pressure', id: `b${at}`, at, received: at, systolicMmHg: 132, diastolicMmHg: 78 };
      }),
    ),
  ).flat();
  expect(names(readings)).toEqual([]);
  const found = attentionOf(readings, { patient: { ...base.patient, guideline: 'aha-2025' } }).findings;
  expect(found).toMatchObject([{ finding: 'pressure.home-mean', value: 132, limit: 130, limit2: 80, source: 'aha-hypertension-2025' }]);
});
