import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { mmolPerLFromMgPerDl } from '../../domain/units.ts';
import { glucoseMetrics } from './all-glucose.ts';
import { gmiPercent, mean, median, standardDeviation, variationPercent } from './glucose.ts';
import { riskIndices } from './risk.ts';
import { bandsOf, countBands, glycemiaRiskIndex, sharesOf } from './time-in-range.ts';

/*
 * Figures that others published for public data: R iglu 4.2.2 on its example subject 1 (2,915 sensor readings), to the printed precision.
 * fixtures/NOTICE.md says where the file is from.
 */

const mgPerDl = readFileSync(new URL('../fixtures/iglu-subject-1.csv', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => Number(line.split(',').at(-1)));
const mmolPerL = mgPerDl.map(mmolPerLFromMgPerDl);
const shares = sharesOf(
  countBands(
    mgPerDl.map((value) => ({ reported: { value, unit: 'mg/dL' as const } })),
    bandsOf.adult,
  ),
);

test('the file is whole', () => {
  expect(mgPerDl).toHaveLength(2915);
});

test.each([
  ['mean, mg/dL', mean(mgPerDl), 123.6655],
  ['SD, mg/dL', standardDeviation(mgPerDl), 33.2681],
  ['CV, %', variationPercent(mmolPerL), 26.9017],
  ['GMI, %', gmiPercent(mean(mmolPerL)), 6.2681],
  ['time in 70 to 180, %', shares.target, 91.6638],
  ['below 70, %', shares.low + shares.veryLow, 0.1372],
  ['below 54, %', shares.veryLow, 0],
  ['above 180, %', shares.high + shares.veryHigh, 8.199],
  ['above 250, %', shares.veryHigh, 0.3774],
  ['GRI', glycemiaRiskIndex(shares), 7.1904],
])('%s', (_, ours, published) => {
  expect(ours).toBeCloseTo(published, 4);
});

test('LBGI and HBGI: iglu rounds 10 x 1.509² to 22.77, which makes its figures lower by 3.6e-5', () => {
  const { lbgi, hbgi } = riskIndices(mmolPerL);
  expect(lbgi * (22.77 / 22.77081)).toBeCloseTo(0.43204, 5);
  expect(hbgi * (22.77 / 22.77081)).toBeCloseTo(1.8073, 5);
});

const wallMs = readFileSync(new URL('../fixtures/iglu-subject-1.csv', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => Date.parse(`${line.split(',').at(-2)!.replace(' ', 'T')}Z`));

test.each([
  ['modd', 27.80872216796591],
  ['conga24h', 37.033462948343306],
  ['estimatedA1cPercent', 5.936080946205198],
  ['jIndex', 24.62815458066238],
  ['lowest', 66],
  ['highest', 276],
  ['inRangePercent', 91.6638],
])('%s, to the last digit that was published', (name, published) => {
  const figures = glucoseMetrics(wallMs, mmolPerL, 'mg/dL');
  expect(figures[name]).toBeCloseTo(published, published > 90 ? 4 : 9);
});

test('ADRR, but for the rounding of 10 x 1.509²', () => {
  const { adrr } = glucoseMetrics(wallMs, mmolPerL, 'mg/dL');
  expect(Number(adrr) * (22.77 / 22.77081)).toBeCloseTo(15.101108826501768, 8);
});

test('in another order, the same figures; of one reading, those that there are', () => {
  const backwards = glucoseMetrics(wallMs.toReversed(), mmolPerL.toReversed(), 'mg/dL');
  for (const [name, value] of Object.entries(glucoseMetrics(wallMs, mmolPerL, 'mg/dL'))) {
    if (typeof value === 'number') expect(backwards[name], name).toBeCloseTo(value, 9);
    else expect(backwards[name], name).toBe(value);
  }
  expect(glucoseMetrics([0], [5.5], 'mmol/L')).toMatchObject({
    n: 1,
    mean: 5.5,
    sd: null,
    modd: null,
    conga24h: null,
    activePercent: null,
  });
});

test('the median of an even number lies between the two in the middle', () => {
  expect(median([1, 2, 4, 10])).toBe(3);
});
