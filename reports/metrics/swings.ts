import { mgPerDlFromMmolPerL } from '../../domain/units.ts';
import { type DayGrid, differences } from './day-grid.ts';
import { mean, standardDeviation } from './glucose.ts';
import { symmetric } from './risk.ts';

/** Mean of daily differences: the mean absolute difference to the same moment of the day before (Molnar et al., Diabetologia 1972;8:342). */
export const modd = (grid: DayGrid): number => mean(differences(grid, 24).map((difference) => Math.abs(difference)));

/**
 * Continuous overall net glycemic action: the standard deviation of the differences to `hours` before (McDonnell et al., Diabetes Technol
 * Ther 2005;7:253). 24 hours is the default of the R package iglu; the paper uses 1, 2 and 4.
 */
export const conga = (grid: DayGrid, hours = 24): number => standardDeviation(differences(grid, hours));

/**
 * Average daily risk range (Kovatchev et al., Diabetes Care 2006;29:2433): for each day the highest low risk and the highest high risk,
 * added; the mean over the days. Under 20 low, to 40 moderate, over 40 high risk.
 */
export function averageDailyRiskRange(glucoseMmolL: readonly number[], days: readonly number[]): number {
  const worst = new Map<number, { low: number; high: number }>();
  for (const [i, value] of glucoseMmolL.entries()) {
    const f = symmetric(value);
    const day = worst.get(days[i]!) ?? { low: 0, high: 0 };
    if (f < 0) day.low = Math.max(day.low, 10 * f * f);
    else day.high = Math.max(day.high, 10 * f * f);
    worst.set(days[i]!, day);
  }
  return mean([...worst.values()].map(({ low, high }) => low + high));
}

/** Estimated HbA1c in percent: (mean in mg/dL + 46.7) / 28.7 (Nathan et al., ADAG, Diabetes Care 2008;31:1473). For sensors, GMI took its place. */
export const estimatedA1cPercent = (meanMmolL: number): number => (mgPerDlFromMmolPerL(meanMmolL) + 46.7) / 28.7;

/** J-index: 0.001 x (mean + SD)² in mg/dL (Wojcicki, Horm Metab Res 1995;27:41). */
export const jIndex = (meanMmolL: number, sdMmolL: number): number => 0.001 * mgPerDlFromMmolPerL(meanMmolL + sdMmolL) ** 2;
