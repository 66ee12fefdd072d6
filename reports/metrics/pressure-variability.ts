import { mean, standardDeviation, variationPercent } from './glucose.ts';

export interface PressureVariability {
  /** mmHg, over all readings; NaN of fewer than two. */
  readonly sd: number;
  readonly cvPercent: number;
  readonly arv: number;
}

/**
 * How much pressure varies from reading to reading: SD, coefficient of variation, and average real variability, the mean absolute difference
 * of successive readings (Mena et al., J Hypertens 2005;23:505, as quoted in PMC5721878; a home series has no weights by time). Variability
 * independent of the mean (VIM) takes an exponent from a curve through a whole population (Rothwell et al., Lancet 2010;375:895, as quoted in
 * PMC8030409): of one patient there is none, and it is not given.
 * @param values mmHg, in order of time
 */
export function pressureVariability(values: readonly number[]): PressureVariability {
  const steps = values.slice(1).map((value, i) => Math.abs(value - values[i]!));
  return { sd: standardDeviation(values), cvPercent: variationPercent(values), arv: mean(steps) };
}
