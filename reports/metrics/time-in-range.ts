import type { Patient } from '../../domain/patient.ts';
import type { Glucose } from '../../domain/reading.ts';
import type { GlucoseUnit } from '../../domain/units.ts';
import type { SourceId } from '../sources.ts';

/** A limit as the guideline states it in each unit. Readings are held against the one of their own unit: 70 mg/dL is not low, 3.885 mmol/L is. */
export interface Limit {
  readonly mmolL: number;
  readonly mgDl: number;
}

export const inUnit = (limit: Limit, unit: GlucoseUnit): number => (unit === 'mmol/L' ? limit.mmolL : limit.mgDl);

/** A limit as people read it: 3.0, 54. */
export const limitText = (limit: Limit, unit: GlucoseUnit): string => (unit === 'mmol/L' ? limit.mmolL.toFixed(1) : String(limit.mgDl));

/** What a guideline asks of a share: percent of readings, `atLeast` or `below`. */
export interface ShareGoal {
  readonly atLeast?: number;
  readonly below?: number;
}

export interface Bands {
  readonly veryLow: Limit;
  readonly low: Limit;
  readonly high: Limit;
  /** Pregnancy knows no second level of high. */
  readonly veryHigh?: Limit;
  /** Percent; `low` and `high` include their second level, as the consensus counts them. */
  readonly goals: Readonly<Partial<Record<'veryLow' | 'low' | 'target' | 'high' | 'veryHigh', ShareGoal>>>;
  readonly source: SourceId;
}

const LEVEL_2_LOW = { mmolL: 3.0, mgDl: 54 };
const LEVEL_1_LOW = { mmolL: 3.9, mgDl: 70 };
const LEVEL_1_HIGH = { mmolL: 10.0, mgDl: 180 };
const LEVEL_2_HIGH = { mmolL: 13.9, mgDl: 250 };

/** Battelino et al., Diabetes Care 2019;42:1593: the limits belong to the target band; goals by group of patients. */
export const bandsOf: Readonly<Record<Patient['group'], Bands>> = {
  adult: {
    veryLow: LEVEL_2_LOW,
    low: LEVEL_1_LOW,
    high: LEVEL_1_HIGH,
    veryHigh: LEVEL_2_HIGH,
    goals: { veryLow: { below: 1 }, low: { below: 4 }, target: { atLeast: 70 }, high: { below: 25 }, veryHigh: { below: 5 } },
    source: 'cgm-consensus-2019',
  },
  'older-adult': {
    veryLow: LEVEL_2_LOW,
    low: LEVEL_1_LOW,
    high: LEVEL_1_HIGH,
    veryHigh: LEVEL_2_HIGH,
    goals: { low: { below: 1 }, target: { atLeast: 50 }, high: { below: 50 }, veryHigh: { below: 10 } },
    source: 'cgm-consensus-2019-older',
  },
  pregnancy: {
    veryLow: LEVEL_2_LOW,
    low: { mmolL: 3.5, mgDl: 63 },
    high: { mmolL: 7.8, mgDl: 140 },
    goals: { veryLow: { below: 1 }, low: { below: 4 }, target: { atLeast: 70 }, high: { below: 25 } },
    source: 'cgm-consensus-2019',
  },
};

type Judged = Pick<Glucose, 'reported' | 'beyond'>;

/** Under the limit, in the unit that the device reported. A LO whose range ends on the limit lies under it. */
export const isBelow = ({ reported, beyond }: Judged, limit: Limit): boolean =>
  beyond === 'low' ? reported.value <= inUnit(limit, reported.unit) : reported.value < inUnit(limit, reported.unit);

/** Over the limit, in the unit that the device reported. A HI whose range ends on the limit lies over it. */
export const isAbove = ({ reported, beyond }: Judged, limit: Limit): boolean =>
  beyond === 'high' ? reported.value >= inUnit(limit, reported.unit) : reported.value > inUnit(limit, reported.unit);

export type Band = 'veryLow' | 'low' | 'target' | 'high' | 'veryHigh';
export const BANDS = ['veryLow', 'low', 'target', 'high', 'veryHigh'] as const satisfies readonly Band[];

export function bandOf(reading: Judged, bands: Bands): Band {
  if (isBelow(reading, bands.low)) return isBelow(reading, bands.veryLow) ? 'veryLow' : 'low';
  if (!isAbove(reading, bands.high)) return 'target';
  return bands.veryHigh && isAbove(reading, bands.veryHigh) ? 'veryHigh' : 'high';
}

/**
 * How many readings lie in each band; the bands do not overlap. Each reading counts alike (iglu does so too): where a sensor was
 * silent nothing is assumed.
 */
export function countBands(readings: readonly Judged[], bands: Bands): Record<Band, number> {
  const counts = { veryLow: 0, low: 0, target: 0, high: 0, veryHigh: 0 };
  for (const reading of readings) counts[bandOf(reading, bands)] += 1;
  return counts;
}

/** Percent of readings in each band. NaN of nothing. */
export function sharesOf(counts: Readonly<Record<Band, number>>): Record<Band, number> {
  const n = BANDS.reduce((sum, band) => sum + counts[band], 0);
  return {
    veryLow: (counts.veryLow / n) * 100,
    low: (counts.low / n) * 100,
    target: (counts.target / n) * 100,
    high: (counts.high / n) * 100,
    veryHigh: (counts.veryHigh / n) * 100,
  };
}

/**
 * Glycemia risk index, 0 (best) to 100: 3.0 VLow + 2.4 Low + 1.6 VHigh + 0.8 High, in percent of readings in the bands under 54,
 * 54 to 69, over 250 and 181 to 250 mg/dL; capped at 100 (Klonoff et al., J Diabetes Sci Technol 2022, doi 10.1177/19322968221085273).
 */
export const glycemiaRiskIndex = (percent: Readonly<Record<Band, number>>): number =>
  Math.min(100, 3.0 * percent.veryLow + 2.4 * percent.low + 1.6 * percent.veryHigh + 0.8 * percent.high);
