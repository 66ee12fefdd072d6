import type { Alert } from '../../domain/alert.ts';
import type { Patient } from '../../domain/patient.ts';
import { inBothUnits } from '../../domain/reader-unit.ts';
import type { Glucose } from '../../domain/reading.ts';
import type { Source } from '../../domain/source.ts';
import type { GlucoseUnit } from '../../domain/units.ts';
import type { FactSlot } from '../fact-ids.ts';
import type { Limit } from '../knowledge.ts';
import type { Situation } from '../situation.ts';

/** One limit in both units, each as its guideline states it, because converting one flips readings that sit on it. */
export interface GlucoseLimit {
  readonly 'mmol/L': number;
  readonly 'mg/dL': number;
  readonly source?: Source;
}

export interface Limits {
  glucose(id: string): GlucoseLimit | undefined;
  /** Systolic and diastolic, mmHg. */
  pressure(id: string): { readonly values: readonly [number, number]; readonly source: Source } | undefined;
}

/** The limits of the person's group; the limit that raised this very alert goes before the knowledge base's, since it is this person's own. */
export function limitsFor(patient: Patient, limits: readonly Limit[], alert: Alert, situation: Situation): Limits {
  const mine = limits.filter(({ groups }) => groups.includes(patient.group));
  const own: Readonly<Partial<Record<Situation, string>>> = {
    'glucose.high-after-meal': 'limit.after-meal',
    'glucose.high-fasting': 'limit.fasting',
  };
  const { limit, unit } = alert.values;
  return {
    glucose(id) {
      if (own[situation] === id && typeof limit === 'number' && (unit === 'mmol/L' || unit === 'mg/dL')) return inBothUnits(limit, unit);
      const of = (asked: GlucoseUnit) => mine.find((row) => row.id === id && row.unit === asked);
      const [mmol, mg] = [of('mmol/L'), of('mg/dL')];
      if (typeof mmol?.value !== 'number' || typeof mg?.value !== 'number') return undefined;
      return { 'mmol/L': mmol.value, 'mg/dL': mg.value, source: (patient.glucoseUnit === 'mmol/L' ? mmol : mg).source };
    },
    pressure(id) {
      const row = mine.find((candidate) => candidate.id === id && candidate.unit === 'mmHg');
      return row && typeof row.value === 'object' ? { values: row.value, source: row.source } : undefined;
    },
  };
}

/** Judged in the unit that the meter showed, like the rules: 70 mg/dL is not low, though it converts to 3.885 mmol/L. */
export const isAbove = ({ reported, beyond }: Glucose, limit: GlucoseLimit): boolean =>
  beyond === 'high' || reported.value > limit[reported.unit];
export const isBelow = ({ reported, beyond }: Glucose, limit: GlucoseLimit): boolean =>
  beyond === 'low' || reported.value < limit[reported.unit];

/** Before a meal the fasting goal holds, at all other times that for after meals. */
export const goalOf = (slot: FactSlot): string =>
  slot === 'fasting' || slot === 'before-lunch' || slot === 'before-dinner' ? 'limit.fasting' : 'limit.after-meal';

export const limitText = (limit: GlucoseLimit, unit: GlucoseUnit): string => `${limit[unit].toFixed(unit === 'mmol/L' ? 1 : 0)} ${unit}`;
