import { isSeated } from '../domain/counts.ts';
import type { Watched } from '../domain/reading.ts';
import { MG_PER_DL_IN_MMOL_PER_L } from '../domain/units.ts';
import { type Compiled, elsewhere, type Look } from './conditions/condition.ts';
import type { Field, Point, PointUnit } from './point.ts';
import type { Unit } from './units.ts';

/** What conditions on several readings share: which of them count, and what numbers they are. */

/** Those no older than that before the reading at hand, both ends included (semantics 3.8), oldest first. */
export function pointsWithin(look: Look, spanMs: number, counts?: Compiled): readonly Point[] {
  const history = look.history();
  const from = look.point.at - spanMs;
  const points: Point[] = [];
  for (let i = history.length - 1; i >= 0; i--) {
    const point = history.at(i);
    if (point.at < from) break;
    if (!counts || counts.holds(elsewhere(look, point))) points.push(point);
  }
  return points.reverse();
}

/** In the unit of the reading at hand, unrounded (semantics 3.11): two meters of one person may show different units. NaN where the reading has none. */
export function numberIn(unit: PointUnit, point: Point, field: Field): number {
  if (field !== 'glucose' || point.unit === unit) return point[field];
  return unit === 'mg/dL' ? point.glucose * MG_PER_DL_IN_MMOL_PER_L : point.glucose / MG_PER_DL_IN_MMOL_PER_L;
}

/**
 * HI and LO say "beyond", not how much; a pressure that was measured lying or standing is not of the same body at rest as the sitting ones.
 * Neither is a number to calculate with (semantics 3.10, 3.17).
 */
export const isNumber = (point: Point, field: Field): boolean => point.beyond === '' && isSeated(point) && !Number.isNaN(point[field]);

/** And when it was measured must be known, where time is part of the answer. */
export const isTimed = (point: Point, field: Field): boolean => isNumber(point, field) && !point.ahead;

/** Which kinds of readings have the field. */
export const KINDS_OF: Readonly<Record<Field, readonly Watched[]>> = {
  glucose: ['glucose'],
  systolic: ['blood-pressure'],
  diastolic: ['blood-pressure'],
  pulse: ['blood-pressure', 'oxygen-saturation', 'heart-rate'],
  weight: ['weight'],
  temperature: ['temperature'],
  saturation: ['oxygen-saturation'],
};

export const UNITS_OF: Readonly<Record<Field, readonly Unit[]>> = {
  glucose: ['mmol/L', 'mg/dL'],
  systolic: ['mmHg'],
  diastolic: ['mmHg'],
  pulse: ['1/min'],
  weight: ['kg'],
  temperature: ['°C'],
  saturation: ['%'],
};

/** For people: one decimal in mmol/L, kg, °C and per cent, whole numbers otherwise. */
export const rounded = (value: number, unit: PointUnit): number =>
  unit === 'mmHg' || unit === 'mg/dL' || unit === '1/min' ? Math.round(value) : Math.round(value * 10) / 10;

export const unitOfField = (field: Field, point: Point): string => (field === 'pulse' ? '1/min' : point.unit);
