import type { Alert } from './alert.ts';
import { type GlucoseUnit, MG_PER_DL_IN_MMOL_PER_L } from './units.ts';

/* Rules judge in the unit that the device showed (units.ts); people read all of one patient's glucose in one unit, the patient's. */

/** What guidelines print in both units, so that 16.7 mmol/L reads 300 mg/dL and not 301. */
const TWINS: readonly (readonly [number, number])[] = [
  [2.5, 45],
  [3.0, 54],
  [3.9, 70],
  [4.4, 80],
  [5.0, 90],
  [5.3, 95],
  [5.6, 100],
  [6.7, 120],
  [7.0, 126],
  [7.2, 130],
  [7.8, 140],
  [8.3, 150],
  [10.0, 180],
  [11.1, 200],
  [13.9, 250],
  [16.7, 300],
];

/** A limit as it is printed in either unit. */
export function inBothUnits(value: number, unit: GlucoseUnit): Readonly<Record<GlucoseUnit, number>> {
  const twin = TWINS.find(([mmol, mg]) => (unit === 'mmol/L' ? mmol : mg) === value);
  if (twin) return { 'mmol/L': twin[0], 'mg/dL': twin[1] };
  return unit === 'mmol/L' ? { 'mmol/L': value, 'mg/dL': turned(value, unit, 0) } : { 'mmol/L': turned(value, unit, 1), 'mg/dL': value };
}

/** Numbers among an alert's values that were measured, or made of what was, in its unit. */
const MEASURED = ['value', 'change', 'usual', 'lowest', 'before', 'evening'];

/**
 * An alert's values as this reader reads glucose; all others, and those in the reader's unit, as they are. mmol/L to one decimal, mg/dL whole;
 * where a value would then look like the limit that it is beyond (181 mg/dL against 180), it keeps a second decimal, as text.
 */
export function valuesIn(values: Alert['values'], wanted: GlucoseUnit): Alert['values'] {
  const { unit, limit, value } = values;
  if ((unit !== 'mmol/L' && unit !== 'mg/dL') || unit === wanted) return values;
  const digits = wanted === 'mmol/L' ? 1 : 0;
  const told = Object.fromEntries(
    Object.entries(values).map(([name, said]) => [
      name,
      typeof said === 'number' && MEASURED.includes(name) ? turned(said, unit, digits) : said,
    ]),
  );
  if (typeof limit !== 'number') return { ...told, unit: wanted };
  const shown = inBothUnits(limit, unit)[wanted];
  const alike = typeof value === 'number' && value !== limit && told['value'] === shown;
  return { ...told, unit: wanted, limit: shown, ...(alike ? { value: turned(value, unit, digits + 1).toFixed(digits + 1) } : {}) };
}

const turned = (value: number, from: GlucoseUnit, digits: number): number =>
  Number((from === 'mmol/L' ? value * MG_PER_DL_IN_MMOL_PER_L : value / MG_PER_DL_IN_MMOL_PER_L).toFixed(digits));
