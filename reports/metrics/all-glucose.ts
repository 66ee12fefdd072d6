import type { Instant } from '../../domain/clock.ts';
import { DAY, HOUR } from '../../domain/clock.ts';
import { type GlucoseUnit, mgPerDlFromMmolPerL } from '../../domain/units.ts';
import type { Shortfall } from '../figure.ts';
import { GLUCOSE_METRICS } from './catalogue.ts';
import { dayGrid } from './day-grid.ts';
import { allEpisodes, countEpisodes, knownDays } from './episodes.ts';
import { gmiPercent, mean, quantile, standardDeviation, variationPercent } from './glucose.ts';
import { MAGE_STEP_MINUTES, meanAmplitude } from './mage.ts';
import { riskIndices } from './risk.ts';
import { averageDailyRiskRange, conga, estimatedA1cPercent, jIndex, modd } from './swings.ts';
import { bandsOf, countBands, glycemiaRiskIndex, inUnit as limitIn, sharesOf } from './time-in-range.ts';
import { wearOf, wearShortfall } from './wear.ts';

/** Every figure of a series by its name; null where the data do not allow it. */
export type GlucoseMetrics = Readonly<Record<string, number | string | null>>;

/**
 * The figures of catalogue.ts over one series, adult bands (Battelino et al. 2019), each reading counting alike. Nothing is withheld here:
 * `shortfalls` says which of them a report would refuse, and why.
 * @param wallMs the wall clock as if it were UTC, in any order
 */
export function glucoseMetrics(wallMs: readonly Instant[], glucoseMmolL: readonly number[], unit: GlucoseUnit): GlucoseMetrics {
  const order = [...wallMs.keys()].sort((a, b) => wallMs[a]! - wallMs[b]!);
  const times = order.map((i) => wallMs[i]!);
  const values = order.map((i) => glucoseMmolL[i]!);
  const inUnit = (mmolL: number): number => (unit === 'mmol/L' ? mmolL : mgPerDlFromMmolPerL(mmolL));
  // Rounded to what a meter can have shown, so that 70 mg/dL, converted and back, is still 70.
  const shown = values.map((value) => Number(inUnit(value).toPrecision(9)));
  const judged = shown.map((value) => ({ reported: { value, unit } }));
  const shares = sharesOf(countBands(judged, bandsOf.adult));
  const pregnancy = sharesOf(countBands(judged, bandsOf.pregnancy));
  const grid = dayGrid(times, values);
  const wear = wearOf(times);
  const { lbgi, hbgi } = riskIndices(values);
  const [middle, spread] = [mean(values), standardDeviation(values)];
  const sorted = Float64Array.from(values).sort();
  const fine = dayGrid(times, values, MAGE_STEP_MINUTES);
  const swing = (hours: number): number => (grid ? inUnit(conga(grid, hours)) : Number.NaN);
  return asNumbers({
    n: values.length,
    unit,
    mean: inUnit(middle),
    median: inUnit(quantile(sorted, 0.5)),
    iqr: inUnit(quantile(sorted, 0.75) - quantile(sorted, 0.25)),
    sd: inUnit(spread),
    cvPercent: variationPercent(values),
    gmiPercent: gmiPercent(middle),
    estimatedA1cPercent: estimatedA1cPercent(middle),
    lowest: inUnit(sorted[0]!),
    highest: inUnit(sorted.at(-1)!),
    veryLowPercent: shares.veryLow,
    belowRangePercent: shares.veryLow + shares.low,
    inRangePercent: shares.target,
    aboveRangePercent: shares.high + shares.veryHigh,
    veryHighPercent: shares.veryHigh,
    inPregnancyRangePercent: pregnancy.target,
    belowPregnancyRangePercent: pregnancy.veryLow + pregnancy.low,
    abovePregnancyRangePercent: pregnancy.high,
    gri: glycemiaRiskIndex(shares),
    lbgi,
    hbgi,
    adrr: averageDailyRiskRange(
      values,
      times.map((at) => Math.floor(at / DAY)),
    ),
    jIndex: jIndex(middle, spread),
    mage: fine ? inUnit(meanAmplitude(fine).mean) : Number.NaN,
    modd: grid ? inUnit(modd(grid)) : Number.NaN,
    conga1h: swing(1),
    conga2h: swing(2),
    conga4h: swing(4),
    conga24h: swing(24),
    ...episodeMetrics(times, shown, unit),
    days: wear?.spanDays ?? 0,
    activePercent: wear?.activePercent ?? Number.NaN,
    sufficientForGoals: wear?.enough ? 'yes' : 'no',
  });
}

/** Judged in the unit that the meter showed: 70 mg/dL is not low, 3.885 mmol/L is. */
function episodeMetrics(times: readonly Instant[], shown: readonly number[], unit: GlucoseUnit): Record<string, number> {
  const grid = dayGrid(times, shown);
  const { low, veryLow, high, veryHigh } = bandsOf.adult;
  const days = grid ? knownDays(grid) : 0;
  const found =
    grid &&
    allEpisodes(
      grid,
      { level1: limitIn(low, unit), level2: limitIn(veryLow, unit) },
      { level1: limitIn(high, unit), level2: limitIn(veryHigh!, unit) },
    );
  const count = (kind: keyof NonNullable<typeof found>) => countEpisodes(found?.[kind] ?? [], days);
  const known = (value: number): number => (days > 0 ? value : Number.NaN);
  const [lows, highs] = [count('lowLevel1'), count('highLevel1')];
  return {
    lowLevel1Episodes: known(lows.episodes),
    lowLevel2Episodes: known(count('lowLevel2').episodes),
    lowProlongedEpisodes: known(count('lowProlonged').episodes),
    lowNocturnalEpisodes: known(lows.nocturnal),
    highLevel1Episodes: known(highs.episodes),
    highLevel2Episodes: known(count('highLevel2').episodes),
    lowLevel1PerDay: lows.perDay,
    highLevel1PerDay: highs.perDay,
    lowLevel1MeanMinutes: lows.episodes > 0 ? lows.meanMinutes : Number.NaN,
    highLevel1MeanMinutes: highs.episodes > 0 ? highs.meanMinutes : Number.NaN,
  };
}

/** What a report would refuse of these figures, or show as preliminary: by name, what is there and what is needed. */
export function glucoseShortfalls(wallMs: readonly Instant[]): Readonly<Record<string, Shortfall>> {
  const times = wallMs.toSorted((a, b) => a - b);
  const wear = wearOf(times);
  return Object.fromEntries(
    GLUCOSE_METRICS.flatMap(({ name, need }) => {
      const missing =
        'wear' in need
          ? wearShortfall(wear)
          : 'readings' in need
            ? short(times.length, need.readings, 'readings')
            : short(wear ? Math.floor((wear.spanDays + HOUR / DAY) * (wear.activePercent / 100) * 10) / 10 : 0, need.days, 'days');
      return missing ? [[name, missing]] : [];
    }),
  );
}

const short = (have: number, need: number, of: Shortfall['of']): Shortfall | undefined => (have >= need ? undefined : { have, need, of });

const asNumbers = (figures: Readonly<Record<string, number | string>>): GlucoseMetrics =>
  Object.fromEntries(
    Object.entries(figures).map(([name, value]) => [name, typeof value === 'number' && !Number.isFinite(value) ? null : value]),
  );
