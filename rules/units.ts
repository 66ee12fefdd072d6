import { z } from 'zod';
import { type GlucoseUnit, MG_PER_DL_IN_MMOL_PER_L } from '../domain/units.ts';

/** Units that a threshold may have: of readings, of counts, of time. */
export const Unit = z.enum(['mmol/L', 'mg/dL', 'mmHg', 'kg', '°C', '1/min', 'readings', 'min', 'h', 'd', '%']);
export type Unit = z.infer<typeof Unit>;

/** The smallest step that a display of this unit shows; a threshold's own `step` may be larger. */
export const stepOf = (unit: Unit): number => (unit === 'mmol/L' || unit === 'kg' || unit === '°C' ? 0.1 : 1);

export const isGlucose = (unit: string): unit is GlucoseUnit => unit === 'mmol/L' || unit === 'mg/dL';

export const otherUnit = (unit: GlucoseUnit): GlucoseUnit => (unit === 'mmol/L' ? 'mg/dL' : 'mmol/L');

/** The units in which a limit in this one may be given, its own first. */
export const unitsOf = (unit: Unit): readonly Unit[] => (isGlucose(unit) ? [unit, otherUnit(unit)] : [unit]);

/** A limit in the other glucose unit, rounded as displays show it: 4.2 mmol/L is 76 mg/dL. For limits that a person gave in one unit. */
export const inUnit = (value: number, from: GlucoseUnit, to: GlucoseUnit): number => {
  if (from === to) return value;
  return to === 'mg/dL' ? Math.round(value * MG_PER_DL_IN_MMOL_PER_L) : Math.round((value / MG_PER_DL_IN_MMOL_PER_L) * 10) / 10;
};

/** A limit of glucose as a display of its unit shows it: one that was given as 75 mg/dL is kept as 4.163 mmol/L and is 4.2 there. */
export const asShown = (value: number, unit: GlucoseUnit): number => (unit === 'mg/dL' ? Math.round(value) : Math.round(value * 10) / 10);

/** Sums of decimals as a person would write them: 3.9 + 0.3 is 4.2, not 4.199999999999999. */
export const tidy = (value: number): number => Math.round(value * 1e6) / 1e6;
