/**
 * Exact factors, each with its reason and a worked example.
 * Values are converted once, for storage and statistics; rules judge in the unit that the device reported,
 * because 70 mg/dL (not low) converts to 3.885 mmol/L (low).
 */

/**
 * mg/dL in one mmol/L of glucose: molar mass of C6H12O6, 180.156 g/mol, divided by 10 dL/L.
 * Example: 5.5 mmol/L x 18.0156 = 99.1 mg/dL. Software in the field uses 18, 18.0182 and 18.01559;
 * the largest of these differences, 0.09 %, is below the resolution of any meter.
 */
export const MG_PER_DL_IN_MMOL_PER_L = 18.0156;

/** mmHg in one kPa (1 mmHg = 133.322387415 Pa). Example: 16 kPa x 7.500616827 = 120.0 mmHg. */
export const MMHG_IN_KPA = 7.500616827;

/** kg in one avoirdupois pound, exact by definition. Example: 150 lb x 0.45359237 = 68.04 kg. */
export const KG_IN_LB = 0.45359237;

/** lb in one stone, exact by definition (UK, Weights and Measures Act 1985, schedule 1). Example: 11 st x 14 = 154 lb. */
export const LB_IN_STONE = 14;

/** kg in one jin (市斤), exact: 500 g by the Weights and Measures Act of the Republic of China, 1929. Example: 130 斤 x 0.5 = 65 kg. */
export const KG_IN_JIN = 0.5;

/** °F to °C, exact by definition. Example: 100.4 °F is 38.0 °C. */
export const celsiusFromFahrenheit = (fahrenheit: number): number => ((fahrenheit - 32) * 5) / 9;
export const kgFromLb = (lb: number): number => lb * KG_IN_LB;

export const mmolPerLFromMgPerDl = (mgPerDl: number): number => mgPerDl / MG_PER_DL_IN_MMOL_PER_L;
export const mgPerDlFromMmolPerL = (mmolPerL: number): number => mmolPerL * MG_PER_DL_IN_MMOL_PER_L;
export const mmHgFromKPa = (kPa: number): number => kPa * MMHG_IN_KPA;

export type GlucoseUnit = 'mmol/L' | 'mg/dL';

/** A glucose value as people read it: mmol/L with one decimal, mg/dL as a whole number. */
export const glucoseText = (mmolPerL: number, unit: GlucoseUnit): string =>
  unit === 'mmol/L' ? mmolPerL.toFixed(1) : mgPerDlFromMmolPerL(mmolPerL).toFixed(0);
