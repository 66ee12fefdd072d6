import { expect, test } from 'vitest';
import type { ReadingView } from '../../../api/contract.ts';
import { bandsOf } from '../../../reports/metrics/time-in-range.ts';
import { glucoseSummary, pressureSummary, shareText } from './summary.ts';

const glucose = (value: number, unit: 'mmol/L' | 'mg/dL', more: Partial<ReadingView> = {}): ReadingView => ({
  id: `${value}`,
  kind: 'glucose',
  at: 0,
  received: 0,
  device: 'meter-1',
  quality: [],
  glucoseMmolL: unit === 'mmol/L' ? value : value / 18.0156,
  reported: { value, unit },
  ...more,
});
const pressure = (systolicMmHg: number, diastolicMmHg: number, more: Partial<ReadingView> = {}): ReadingView => ({
  id: `${systolicMmHg}`,
  kind: 'blood-pressure',
  at: 0,
  received: 0,
  device: 'cuff-1',
  quality: [],
  systolicMmHg,
  diastolicMmHg,
  ...more,
});

test('shares are of the unit that the display showed: 70 mg/dL is in range, 3.885 mmol/L is below', () => {
  const of = (reading: ReadingView) => glucoseSummary([reading], 'mmol/L', bandsOf.adult);
  expect(of(glucose(70, 'mg/dL'))).toMatchObject({ below: 0, inside: 100, above: 0 });
  expect(of(glucose(3.885, 'mmol/L'))).toMatchObject({ below: 100, inside: 0, above: 0 });
  expect(of(glucose(10, 'mmol/L'))).toMatchObject({ inside: 100 });
  expect(of(glucose(10.1, 'mmol/L'))).toMatchObject({ above: 100 });
});

test('shares of finger-sticks have no goal; those of a sensor need as much of it as in the report', () => {
  const sensor = (n: number) =>
    Array.from({ length: n }, (_, i) => glucose(6, 'mmol/L', { id: `${i}`, at: i * 300_000, specimen: 'interstitial' }));
  expect(glucoseSummary([glucose(6, 'mmol/L')], 'mmol/L', bandsOf.adult)).toMatchObject({ sensor: false });
  expect(glucoseSummary(sensor(1000), 'mmol/L', bandsOf.adult)).toMatchObject({ sensor: true, short: { have: 1000, need: 2823 } });
  expect(glucoseSummary(sensor(2823), 'mmol/L', bandsOf.adult)?.short).toBeUndefined();
});

test('of two sensors at once one counts; what a finger said is not mixed in', () => {
  const of = (device: string, n: number, value: number, more: Partial<ReadingView>) =>
    Array.from({ length: n }, (_, i) => glucose(value, 'mmol/L', { id: `${device}${i}`, device, at: i * 300_000, ...more }));
  const [first, second] = [of('a', 3000, 6, { specimen: 'interstitial' }), of('b', 500, 12, { specimen: 'interstitial' })];
  const mixed = [...first, ...second, ...of('meter', 40, 15, { specimen: 'capillary' })];
  expect(glucoseSummary(mixed, 'mmol/L', bandsOf.adult)).toEqual(glucoseSummary(first, 'mmol/L', bandsOf.adult));
});

test('what was implausible or no blood counts in nothing; LO and HI are ends without a number', () => {
  const readings = [
    glucose(5, 'mmol/L'),
    glucose(7, 'mmol/L'),
    glucose(0.1, 'mmol/L', { quality: ['implausible'] }),
    glucose(6, 'mmol/L', { quality: ['control-solution'] }),
  ];
  expect(glucoseSummary(readings, 'mmol/L', bandsOf.adult)).toMatchObject({ n: 2, mean: '6.0', lowest: '5.0', highest: '7.0' });
  const ends = [...readings, glucose(1.1, 'mmol/L', { beyond: 'low' }), glucose(33.3, 'mmol/L', { beyond: 'high' })];
  expect(glucoseSummary(ends, 'mmol/L', bandsOf.adult)).toMatchObject({ n: 4, lowest: 'LO', highest: 'HI', below: 25, above: 25 });
  expect(glucoseSummary([], 'mmol/L', bandsOf.adult)).toBeUndefined();
});

test('pressure: one side at its goal is enough', () => {
  const readings = [pressure(134, 84), pressure(135, 70), pressure(120, 85, { pulsePerMin: 71 }), pressure(150, 95, { pulsePerMin: 74 })];
  expect(pressureSummary(readings, { systolic: 135, diastolic: 85 })).toEqual({
    n: 4,
    mean: '135/84',
    highest: '150/95',
    overPercent: 75,
    pulse: 73,
  });
  expect(pressureSummary(readings, {})).toMatchObject({ overPercent: undefined });
});

test('pressure: what was measured standing or lying is no part of the mean', () => {
  const readings = [
    pressure(140, 90),
    pressure(130, 80, { posture: 'sitting' }),
    pressure(80, 50, { posture: 'standing' }),
    pressure(180, 99, { posture: 'lying' }),
  ];
  expect(pressureSummary(readings, {})).toMatchObject({ n: 2, mean: '135/85', highest: '140/90' });
  expect(pressureSummary(readings.slice(2), {})).toBeUndefined();
});

test.each([
  [0, '0 %'],
  [0.2, '<1 %'],
  [71.6, '72 %'],
  [99.6, '>99 %'],
  [100, '100 %'],
])('a share of %d', (percent, text) => {
  expect(shareText(percent)).toBe(text);
});
