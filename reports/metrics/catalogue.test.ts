import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { withMetricList } from '../../scripts/write-metric-list.ts';
import { activitySummary } from './activity.ts';
import { glucoseMetrics } from './all-glucose.ts';
import { pressureMetrics } from './all-pressure.ts';
import { ACTIVITY_METRICS, GLUCOSE_METRICS, PRESSURE_METRICS } from './catalogue.ts';

/** What is counted, and not computed. */
const COUNTS = ['n', 'unit', 'lowest', 'highest', 'days', 'activePercent', 'sufficientForGoals', 'homeReadings'];
const computed = (figures: object) => Object.keys(figures).filter((name) => !COUNTS.includes(name));

test('every figure stands in the catalogue with its formula and source, and the other way round', () => {
  expect(computed(glucoseMetrics([0, 1], [5, 6], 'mmol/L')).sort()).toEqual(GLUCOSE_METRICS.map(({ name }) => name).sort());
  expect(computed(pressureMetrics([{ wallMs: 0, systolicMmHg: 120, diastolicMmHg: 80 }])).sort()).toEqual(
    PRESSURE_METRICS.map(({ name }) => name).sort(),
  );
});

test('every figure of activity stands in the catalogue', () => {
  const walk = {
    kind: 'activity',
    clock: 'device',
    quality: [],
    device: 'd',
    at: 0,
    received: 86_400_000,
    minutes: 1440,
    steps: 1,
  } as const;
  const figures = Object.entries(activitySummary([walk], (at) => at, 0)!).flatMap(([name, value]) =>
    typeof value === 'object' && 'unit' in value ? [[name, value.unit, value.source]] : [],
  );
  expect(figures).toEqual(ACTIVITY_METRICS.map(({ name, unit, source }) => [name, unit, source]));
});

test('docs/metrics.md lists what the code knows: node scripts/write-metric-list.ts', () => {
  const page = readFileSync(new URL('../../docs/metrics.md', import.meta.url), 'utf8');
  expect(page).toBe(withMetricList(page));
});
