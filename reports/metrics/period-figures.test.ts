import { expect, test } from 'vitest';
import { reportInput } from '../../bench/report-house.ts';
import { buildReport } from '../build.ts';
import type { SectionOf } from '../report.ts';
import type { Sample } from './glucose-summary.ts';
import { glucoseFigures, periodFigures, WHOLE } from './period-figures.ts';

test('glucose above a chart is what the report has of the same days', () => {
  const input = reportInput(14);
  const glucose = input.readings.filter(({ kind }) => kind === 'glucose') as unknown as Sample[];
  const report = buildReport(input).sections.find(({ section }) => section === 'glucose') as SectionOf<'glucose'>;
  const { veryLow, low, target, high, veryHigh } = report.shares;
  expect(glucoseFigures(glucose, 'adult')).toEqual({
    n: report.figures.mean.n,
    mean: report.figures.mean.value,
    lowest: report.lowest,
    highest: report.highest,
    lo: false,
    hi: false,
    shares: { below: veryLow + low, inside: target, above: high + veryHigh },
    sensor: true,
  });
  expect(glucoseFigures(glucose.slice(0, 300), 'adult')).toMatchObject({ short: { have: 300, need: 2823 } });
});

test('LO and HI are told of what counts; of finger-sticks nothing is short', () => {
  const stick = (mmolL: number, beyond?: 'low' | 'high') =>
    ({
      kind: 'glucose',
      at: mmolL,
      device: 'meter',
      glucoseMmolL: mmolL,
      reported: { value: mmolL, unit: 'mmol/L' },
      specimen: 'capillary',
      quality: [],
      beyond,
    }) as unknown as Sample;
  expect(glucoseFigures([stick(1.1, 'low'), stick(6)], 'adult')).toMatchObject({ lo: true, hi: false, sensor: false });
  expect(glucoseFigures([stick(6), stick(33.3, 'high')], 'adult')).toMatchObject({ lo: false, hi: true });
  expect(glucoseFigures([stick(6)], 'adult')).not.toHaveProperty('short');
  expect(glucoseFigures([], 'adult')).toBeUndefined();
});

test('nothing has no figures; another kind has no shares, LO or HI', () => {
  expect(periodFigures([{ count: 0, sum: 0, lowest: Number.POSITIVE_INFINITY, highest: Number.NEGATIVE_INFINITY }], [])).toBeUndefined();
  expect(WHOLE).toHaveLength(1);
  expect(periodFigures([{ count: 2, sum: 142, lowest: 70.5, highest: 71.5 }], [])).toEqual({
    n: 2,
    mean: 71,
    lowest: 70.5,
    highest: 71.5,
    lo: false,
    hi: false,
  });
});
