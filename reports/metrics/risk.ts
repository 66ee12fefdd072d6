import { mgPerDlFromMmolPerL } from '../../domain/units.ts';

/**
 * Low and high blood glucose index (Kovatchev et al., Diabetes Care 1997;20:1655): f(G) = 1.509 x ((ln G)^1.084 - 5.381) with G in
 * mg/dL; risk = 10 f(G)^2; LBGI is the mean risk where f < 0, HBGI where f > 0, both over all readings.
 * The R package iglu rounds 10 x 1.509^2 = 22.77081 to 22.77: its figures are lower by 36 parts in a million.
 */
export function riskIndices(glucoseMmolL: readonly number[]): { readonly lbgi: number; readonly hbgi: number } {
  let low = 0;
  let high = 0;
  // A meter shows a few hundred values: the powers of 25,920 readings take 6 ms, those of its values none.
  const known = new Map<number, number>();
  for (let i = 0; i < glucoseMmolL.length; i += 1) {
    const value = glucoseMmolL[i]!;
    let f = known.get(value);
    if (f === undefined) {
      f = symmetric(value);
      known.set(value, f);
    }
    if (f < 0) low += 10 * f * f;
    else high += 10 * f * f;
  }
  return { lbgi: low / glucoseMmolL.length, hbgi: high / glucoseMmolL.length };
}

/** Kovatchev's scale, on which 112.5 mg/dL is 0. The logarithm of less than 1 mg/dL has no 1.084th power; no meter shows such a value. */
export const symmetric = (glucoseMmolL: number): number =>
  1.509 * (Math.log(Math.max(1, mgPerDlFromMmolPerL(glucoseMmolL))) ** 1.084 - 5.381);
