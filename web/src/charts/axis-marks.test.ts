import { expect, test } from 'vitest';
import { wallTimeIn } from '../../../reports/wall-time.ts';
import { en } from '../words/en.ts';
import { type AxisMark, markSeries, topOf } from './axis-marks.ts';
import type { ChartColors } from './colors.ts';

const DAY = 86_400_000;
const TO = Date.UTC(2026, 2, 15);
const FROM = TO - 12 * DAY;
const medicine = (at: number, text: string): AxisMark => ({ is: 'medicine', at, text });
const frame = (marks: readonly AxisMark[]) => ({
  ...{ from: FROM, to: TO, now: TO, zone: 'UTC', wall: wallTimeIn('UTC'), alerts: [], marks, language: 'en' as const, words: en },
  ...{ colors: {} as ChartColors, narrow: false },
});

test('a medicine is a line with its name; names that would lie on one another are one label, and none is lost', () => {
  const marks = [
    medicine(FROM + DAY, '+ a'),
    medicine(FROM + 1.5 * DAY, '− b'),
    medicine(FROM + 2.4 * DAY, '+ c'),
    medicine(FROM - DAY, '+ d'),
  ];
  const [lines] = markSeries(frame(marks)) as unknown as [
    { markLine: { data: { xAxis: number; label: { show: boolean; formatter: string } }[] } },
  ];
  expect(lines.markLine.data.map(({ xAxis }) => (xAxis - FROM) / DAY)).toEqual([1, 1.5, 2.4]);
  expect(lines.markLine.data.filter(({ label }) => label.show).map(({ label }) => label.formatter)).toEqual(['+ a  − b', '+ c']);
  // There is room for the names only where there are any.
  expect(topOf(frame(marks))).toBeGreaterThan(topOf(frame([medicine(FROM - DAY, '+ d')])));
});

test('advice is a ring that leads to its alert; of another time it is not drawn', () => {
  const advice = (at: number, alert: string): AxisMark => ({ is: 'advice', at, alert, text: 'Walk a little.' });
  const [, rings] = markSeries(frame([advice(FROM + DAY, 'a1'), advice(FROM - DAY, 'a0')])) as unknown as [unknown, { data: object[] }];
  expect(rings.data).toEqual([expect.objectContaining({ value: [FROM + DAY, 0], pick: 'a1' })]);
});
