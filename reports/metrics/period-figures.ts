import { mainNumber } from '../../domain/main-number.ts';
import type { Patient } from '../../domain/patient.ts';
import type { Reading } from '../../domain/reading.ts';
import type { Tallied, ValueBand } from '../../domain/store.ts';
import { glucoseSummary, type Sample } from './glucose-summary.ts';

/** What stands above a chart that cannot draw every reading: plain counts and means. The report says more, and says when data are too few. */
export interface PeriodFigures {
  readonly n: number;
  readonly mean: number;
  readonly lowest: number;
  readonly highest: number;
  /** A display showed LO, HI. */
  readonly lo: boolean;
  readonly hi: boolean;
}

/** Of glucose: percent of readings, below and above with their second level. */
export interface GlucoseFigures extends PeriodFigures {
  readonly shares: { readonly below: number; readonly inside: number; readonly above: number };
  readonly sensor: boolean;
  /** Too little of the sensor for the shares to stand for the patient. */
  readonly short?: { readonly have: number; readonly need: number };
}

/** Every value of a kind. */
export const WHOLE: readonly ValueBand[] = [{ least: -Number.MAX_VALUE, below: Number.MAX_VALUE }];

/**
 * The figures of one kind in a period. Undefined of nothing.
 * @param parts how the values lie in `WHOLE`
 * @param rest all other readings of the period that count
 */
export function periodFigures(parts: readonly Tallied[], rest: readonly Reading[]): PeriodFigures | undefined {
  const values = rest.flatMap((reading) => mainNumber(reading) ?? []);
  const n = parts.reduce((sum, { count }) => sum + count, values.length);
  if (n === 0) return undefined;
  const total = [...parts.map(({ sum }) => sum), ...values].reduce((sum, value) => sum + value, 0);
  return {
    n,
    mean: total / n,
    lowest: [...parts.map(({ lowest }) => lowest), ...values].reduce((least, value) => Math.min(least, value)),
    highest: [...parts.map(({ highest }) => highest), ...values].reduce((most, value) => Math.max(most, value)),
    lo: false,
    hi: false,
  };
}

/** Of glucose, as the report has them: of one sensor, or else of the finger-sticks. @param readings that count, oldest first */
export function glucoseFigures(readings: readonly Sample[], group: Patient['group']): GlucoseFigures | undefined {
  const summary = glucoseSummary(readings, group);
  if (!summary) return undefined;
  const { n, mean, values, counted, shares, sensor, worn } = summary;
  return {
    n,
    mean,
    lowest: values.reduce((least, value) => Math.min(least, value)),
    highest: values.reduce((most, value) => Math.max(most, value)),
    lo: counted.some(({ beyond }) => beyond === 'low'),
    hi: counted.some(({ beyond }) => beyond === 'high'),
    shares: { below: shares.veryLow + shares.low, inside: shares.target, above: shares.high + shares.veryHigh },
    sensor,
    ...(sensor && worn ? { short: { have: worn.have, need: worn.need } } : {}),
  };
}
