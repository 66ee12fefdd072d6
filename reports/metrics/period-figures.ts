import { mainNumber } from '../../domain/main-number.ts';
import type { Reading } from '../../domain/reading.ts';
import type { Tallied, ValueBand } from '../../domain/store.ts';
import { mmolPerLFromMgPerDl } from '../../domain/units.ts';
import { BANDS, type Band, type Bands, bandOf, type Limit, sharesOf } from './time-in-range.ts';

/** What stands above a chart that cannot draw every reading: plain counts and means. The report says more, and says when data are too few. */
export interface PeriodFigures {
  readonly n: number;
  readonly mean: number;
  readonly lowest: number;
  readonly highest: number;
  /** A display showed LO, HI. */
  readonly lo: boolean;
  readonly hi: boolean;
  /** Of glucose: percent of readings, below and above with their second level. */
  readonly shares?: { readonly below: number; readonly inside: number; readonly above: number };
}

/** Every value of a kind that no limit parts. */
export const WHOLE: readonly ValueBand[] = [{ least: -Number.MAX_VALUE, below: Number.MAX_VALUE }];

/** A meter's range ends outside of these, mmol/L: what it shows as LO or HI is found among the readings beyond. Engineering choice. */
const [LO_BELOW, HI_FROM] = [2.3, 22];
/** Far more than arithmetic can be off, far less than a display can show. */
const TOUCH = 1e-6;

/**
 * The bands of glucose as far as a number in mmol/L alone tells in which it lies. Between 70 mg/dL (3.886 mmol/L) and 3.9 mmol/L the unit of
 * the display decides: those readings have to be looked at, and so do the ends of the meters' ranges. What is on a limit is within it.
 */
export function sureBands(bands: Bands): readonly ValueBand[] {
  const both = ({ mmolL, mgDl }: Limit) => [mmolL, mmolPerLFromMgPerDl(mgDl)];
  const lows = [bands.veryLow, bands.low].map(both);
  const highs = [bands.high, ...(bands.veryHigh ? [bands.veryHigh] : [])].map(both);
  const starts = [LO_BELOW, ...lows.map((low) => Math.max(...low)), ...highs.map((high) => Math.max(...high) + TOUCH)];
  const ends = [...lows.map((low) => Math.min(...low) - TOUCH), ...highs.map((high) => Math.min(...high) + TOUCH), HI_FROM];
  return starts.map((least, i) => ({ least, below: ends[i]! }));
}

/**
 * The figures of one kind in a period. Undefined of nothing.
 * @param parts how the values lie in `sureBands(bands)`, or in `WHOLE` of a kind without bands
 * @param rest all other readings of the period that count
 */
export function periodFigures(parts: readonly Tallied[], rest: readonly Reading[], bands?: Bands): PeriodFigures | undefined {
  const values = rest.flatMap((reading) => mainNumber(reading) ?? []);
  const n = parts.reduce((sum, { count }) => sum + count, values.length);
  if (n === 0) return undefined;
  const total = [...parts.map(({ sum }) => sum), ...values].reduce((sum, value) => sum + value, 0);
  const beyond = (end: 'low' | 'high') => rest.some((reading) => reading.kind === 'glucose' && reading.beyond === end);
  return {
    n,
    mean: total / n,
    lowest: [...parts.map(({ lowest }) => lowest), ...values].reduce((least, value) => Math.min(least, value)),
    highest: [...parts.map(({ highest }) => highest), ...values].reduce((most, value) => Math.max(most, value)),
    lo: beyond('low'),
    hi: beyond('high'),
    ...(bands ? { shares: sharesIn(parts, rest, bands) } : {}),
  };
}

function sharesIn(parts: readonly Tallied[], rest: readonly Reading[], bands: Bands): NonNullable<PeriodFigures['shares']> {
  const counts: Record<Band, number> = { veryLow: 0, low: 0, target: 0, high: 0, veryHigh: 0 };
  // In the order of BANDS; pregnancy has no second level of high.
  for (const [i, { count }] of parts.entries()) counts[BANDS[i]!] += count;
  for (const reading of rest) if (reading.kind === 'glucose') counts[bandOf(reading, bands)] += 1;
  const { veryLow, low, target, high, veryHigh } = sharesOf(counts);
  return { below: veryLow + low, inside: target, above: high + veryHigh };
}
