import { expect, test } from 'vitest';
import { reportInput } from '../bench/report-house.ts';
import { DAY, HOUR, MINUTE } from '../domain/clock.ts';
import type { Reading } from '../domain/reading.ts';
import { buildReport } from './build.ts';
import { verdictOf } from './cohort/patient.ts';
import { glucoseSummary } from './metrics/glucose-summary.ts';
import { renderHtml } from './render/html.ts';
import { pageOf } from './render/page.ts';
import type { SectionOf } from './report.ts';

/** Two sensors at once and finger-sticks between: every figure of a period is of one sensor, one value for each moment. */

const base = reportInput(14);
const glucose = (device: string, at: number, mmolL: number, specimen: string): Reading =>
  ({
    kind: 'glucose',
    id: `${device}~${at}`,
    at,
    received: at,
    clock: 'device',
    quality: [],
    patient: 'p1',
    device,
    glucoseMmolL: mmolL,
    reported: { value: mmolL, unit: 'mmol/L' },
    specimen,
  }) as Reading;

const course = (i: number) => Math.round((7.4 + 3.4 * Math.sin(i / 21) + 1.2 * Math.sin(i / 5)) * 10) / 10;
const first = Array.from({ length: 14 * 288 }, (_, i) => glucose('sensor-a', base.from + i * 5 * MINUTE, course(i), 'interstitial'));
/** Three days, 2.2 mmol/L higher, between the readings of the other. */
const second = Array.from({ length: 3 * 288 }, (_, i) =>
  glucose('sensor-b', base.from + 5 * DAY + i * 5 * MINUTE + 2 * MINUTE, course(i + 1440) + 2.2, 'interstitial'),
);
const sticks = Array.from({ length: 42 }, (_, i) => glucose('meter', base.from + i * 8 * HOUR + MINUTE, 12 + (i % 3), 'capillary'));
const inOrder = (...readings: readonly Reading[]) => readings.toSorted((a, b) => a.at - b.at);

const reportOf = (readings: readonly Reading[]) => buildReport({ ...base, readings, previous: [], alerts: [] });
const sectionOf = <Name extends 'glucose' | 'agp' | 'attention'>(readings: readonly Reading[], name: Name) =>
  reportOf(readings).sections.find(({ section }) => section === name) as SectionOf<Name>;

test('a second sensor and finger-sticks change no figure, profile, episode or finding of the first', () => {
  const [one, mixed] = [first, inOrder(...first, ...second, ...sticks)];
  const { beside, overlapping, ...figures } = sectionOf(mixed, 'glucose');
  expect(figures).toEqual(sectionOf(one, 'glucose'));
  expect(beside).toMatchObject({ sensor: false, n: 42, lowest: 12, highest: 14, mean: 13 });
  expect(overlapping).toBe(3 * 288);
  expect(sectionOf(mixed, 'agp')).toEqual(sectionOf(one, 'agp'));
  expect(sectionOf(mixed, 'attention').findings).toEqual(sectionOf(one, 'attention').findings);
});

test('the clinic’s report judges the patient by the same values', () => {
  const { patient, from, to } = base;
  const verdict = (readings: readonly Reading[]) =>
    verdictOf({ patient, readings, heardBefore: new Set(), followUps: [], messages: { sent: 0, givenUp: 0 }, from, to }).sensor;
  // The first sensor alone is in range by far; 14 days of a second one, always high, would take it below 70 %.
  const calm = first.map((reading) => glucose('sensor-a', reading.at, 6, 'interstitial'));
  const high = calm.slice(1500).map(({ at }) => glucose('sensor-b', at + MINUTE, 15, 'interstitial'));
  expect(verdict(inOrder(...calm, ...high))).toEqual(verdict(calm));
  expect(verdict(calm)).toMatchObject({ enough: true, inRange: true });
});

test('where the first is silent for longer than 45 minutes the second one counts', () => {
  const broken = first.filter((_, i) => i < 1000 || i >= 1000 + 12);
  const { sensorReadings } = glucoseSummary(inOrder(...broken, ...second) as never, 'adult')!;
  // Of the second those minutes alone in which nothing is known of the first: 11 whole steps of 5 minutes, and the one begun before.
  const filled = second.filter(({ at }) => at > first[999]!.at && at < first[1012]!.at);
  const inside = filled.length;
  expect(sensorReadings).toHaveLength(broken.length + inside);
  const nearly = first.filter((_, i) => i < 1500 || i >= 1500 + 8);
  expect(glucoseSummary(inOrder(...nearly, ...second) as never, 'adult')!.sensorReadings).toHaveLength(nearly.length);
  const longer = first.filter((_, i) => i < 1500 || i >= 1500 + 9);
  expect(glucoseSummary(inOrder(...longer, ...second) as never, 'adult')!.sensorReadings).toHaveLength(longer.length + 10);
});

test('one sensor after the other: both count', () => {
  const next = first.slice(2000).map(({ at }, i) => glucose('sensor-b', at + 2 * MINUTE, course(i), 'interstitial'));
  expect(glucoseSummary(inOrder(...first.slice(0, 2300), ...next) as never, 'adult')!.sensorReadings).toHaveLength(2000 + next.length + 1);
});

test('of finger-sticks with a few hours of a sensor the figures are those of the sticks, the sensor beside them', () => {
  const few = first.slice(0, 20);
  const { figures, beside, sensor } = sectionOf(inOrder(...few, ...sticks), 'glucose');
  expect([figures.mean.value, figures.mean.n, sensor, beside?.sensor, beside?.n]).toEqual([13, 42, false, true, 20]);
});

test('the page names what stands beside and what was left out, in both languages', () => {
  const report = reportOf(inOrder(...first, ...second, ...sticks));
  const html = (language: 'en' | 'zh-CN') => renderHtml(pageOf(report, { language, clinic: '' }));
  expect(html('en')).toContain('Finger-sticks');
  expect(html('en')).toContain('864 of another sensor at the same time left out');
  expect(html('zh-CN')).toContain('指尖血');
  expect(html('zh-CN')).toContain('另一传感器同时段的 864 次未计入');
});
