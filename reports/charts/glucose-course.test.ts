import { expect, test } from 'vitest';
import { reportInput } from '../../bench/report-house.ts';
import type { Reading } from '../../domain/reading.ts';
import { buildReport } from '../build.ts';
import type { SectionOf } from '../report.ts';
import { glucoseCourseChart } from './glucose-course.ts';

test('of a device that sends every five minutes and says nothing of a sensor, no more dots are drawn than can be seen; extremes stay', () => {
  const base = reportInput(90);
  const unsaid = base.readings.map((one): Reading => (one.kind === 'glucose' ? { ...one, specimen: 'unknown' } : one));
  const report = buildReport({ ...base, readings: unsaid });
  const section = report.sections.find((one) => one.section === 'glucose') as SectionOf<'glucose'>;
  expect(section).toMatchObject({ sensor: false });
  expect(section.points).toHaveLength(25_920);
  const { from, to, zone } = report;
  const chart = glucoseCourseChart(section, { from, to, zone, language: 'en', target: [3.9, 10], shown: (value) => value, unit: 'mmol/L' });
  const [{ data }] = (chart as { series: [{ data: { value: [number, number] }[] }] }).series;
  expect(data.length).toBeLessThan(3000);
  const drawn = data.map(({ value }) => value[1]);
  expect([Math.min(...drawn), Math.max(...drawn)]).toEqual([section.lowest, section.highest]);
});
