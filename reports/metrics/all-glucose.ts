import type { Instant } from '../../domain/clock.ts';
import { DAY } from '../../domain/clock.ts';
import { type GlucoseUnit, mgPerDlFromMmolPerL } from '../../domain/units.ts';
import { dayGrid } from './day-grid.ts';
import { gmiPercent, mean, median, standardDeviation, variationPercent } from './glucose.ts';
import { riskIndices } from './risk.ts';
import { averageDailyRiskRange, conga, estimatedA1cPercent, jIndex, modd } from './swings.ts';
import { bandsOf, countBands, glycemiaRiskIndex, sharesOf } from './time-in-range.ts';
import { wearOf } from './wear.ts';

/** Every figure of a series by its name, its unit at the end of it; null where the data do not allow it. */
export type GlucoseMetrics = Readonly<Record<string, number | string | null>>;

/**
 * The figures of a report over one series, adult bands (Battelino et al. 2019), each reading counting alike. Each formula's source stands
 * where it is computed. Nothing is withheld here: `sufficientForGoals` says whether a sensor was worn long enough for a report to use it.
 * @param wallMs the wall clock as if it were UTC, in any order
 */
export function glucoseMetrics(wallMs: readonly Instant[], glucoseMmolL: readonly number[], unit: GlucoseUnit): GlucoseMetrics {
  const order = [...wallMs.keys()].sort((a, b) => wallMs[a]! - wallMs[b]!);
  const times = order.map((i) => wallMs[i]!);
  const values = order.map((i) => glucoseMmolL[i]!);
  const inUnit = (mmolL: number): number => (unit === 'mmol/L' ? mmolL : mgPerDlFromMmolPerL(mmolL));
  // Rounded to what a meter can have shown, so that 70 mg/dL, converted and back, is still 70.
  const shares = sharesOf(
    countBands(
      values.map((value) => ({ reported: { value: Number(inUnit(value).toPrecision(9)), unit } })),
      bandsOf.adult,
    ),
  );
  const grid = dayGrid(times, values);
  const wear = wearOf(times);
  const { lbgi, hbgi } = riskIndices(values);
  const [middle, spread] = [mean(values), standardDeviation(values)];
  return asNumbers({
    n: values.length,
    unit,
    mean: inUnit(middle),
    median: inUnit(median(values)),
    sd: inUnit(spread),
    cvPercent: variationPercent(values),
    gmiPercent: gmiPercent(middle),
    estimatedA1cPercent: estimatedA1cPercent(middle),
    lowest: inUnit(Math.min(...extremes(values))),
    highest: inUnit(Math.max(...extremes(values))),
    veryLowPercent: shares.veryLow,
    belowRangePercent: shares.veryLow + shares.low,
    inRangePercent: shares.target,
    aboveRangePercent: shares.high + shares.veryHigh,
    veryHighPercent: shares.veryHigh,
    gri: glycemiaRiskIndex(shares),
    lbgi,
    hbgi,
    adrr: averageDailyRiskRange(
      values,
      times.map((at) => Math.floor(at / DAY)),
    ),
    jIndex: jIndex(middle, spread),
    modd: grid ? inUnit(modd(grid)) : Number.NaN,
    conga24h: grid ? inUnit(conga(grid)) : Number.NaN,
    days: wear?.spanDays ?? 0,
    activePercent: wear?.activePercent ?? Number.NaN,
    sufficientForGoals: wear?.enough ? 'yes' : 'no',
  });
}

/** The least and the greatest, without a call of as many arguments as there are readings. */
function extremes(values: readonly number[]): readonly [number, number] {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return [least, most];
}

const asNumbers = (figures: Readonly<Record<string, number | string>>): GlucoseMetrics =>
  Object.fromEntries(
    Object.entries(figures).map(([name, value]) => [name, typeof value === 'number' && !Number.isFinite(value) ? null : value]),
  );
