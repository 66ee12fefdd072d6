import type { ThresholdView } from '../../../api/contract.ts';
import { type GlucoseUnit, glucoseText, mgPerDlFromMmolPerL, mmolPerLFromMgPerDl } from '../../../domain/units.ts';
import { decimals } from './reading.ts';

/** Where limits are looked at and changed: one patient, a cohort, or the clinic. */
export interface LimitPlace {
  /** `/patients/p1`, `/cohorts/hearts`, `/clinic`. */
  readonly path: string;
  readonly scope: 'clinic' | 'cohort' | 'patient';
  /** What a preview looks at. */
  readonly tried: { readonly patient?: string; readonly cohort?: string };
  readonly zone: string;
  readonly glucoseUnit: GlucoseUnit;
}

type Shown = Pick<ThresholdView, 'min' | 'max' | 'step' | 'unit' | 'value' | 'given'>;

/** A limit in one of its units, as a form shows it: glucose rounded as meters show it. */
export function inShownUnit({ min, max, step, unit, value, given }: Shown, shown: string) {
  if (shown === unit) return { min, max, step, value: Number(decimals(value, unit)) };
  const to = (n: number) => (shown === 'mg/dL' ? Math.round(mgPerDlFromMmolPerL(n)) : Math.round(mmolPerLFromMgPerDl(n) * 10) / 10);
  return { min: to(min), max: to(max), step: shown === 'mg/dL' ? 1 : 0.1, value: given?.unit === shown ? given.value : to(value) };
}

/** What was written, where it was written in another unit than it is shown in. */
export const writtenAs = ({ given, unit }: Pick<ThresholdView, 'given' | 'unit'>): string | undefined =>
  given && given.unit !== unit ? `${given.value} ${given.unit}` : undefined;

/** The unit in which a person begins to type: the patient's own, where the limit knows it. */
export const firstUnit = ({ units, unit, given }: Pick<ThresholdView, 'units' | 'unit' | 'given'>, preferred: string): string =>
  given?.unit ?? (units.includes(preferred) ? preferred : unit);

/** In the rule's own unit: what a range of bounds and protection is compared in. */
export const inOwnUnit = (value: number, shown: string, { unit }: Pick<ThresholdView, 'unit'>): number =>
  shown === unit
    ? value
    : shown === 'mg/dL'
      ? Number(glucoseText(mmolPerLFromMgPerDl(value), 'mmol/L'))
      : Math.round(mgPerDlFromMmolPerL(value));

/** Whether a value goes beyond what one person alone may do. */
export function needsSecond({ protects, safer, value: now }: Pick<ThresholdView, 'protects' | 'safer' | 'value'>, value: number): boolean {
  if (protects === undefined) return false;
  const weaker = (than: number) => (safer === undefined ? value !== than : safer === 'lower' ? value > than : value < than);
  return weaker(protects) && weaker(now);
}
