import type { ReadingView, ThresholdView } from '../../../api/contract.ts';
import { type GlucoseUnit, glucoseText } from '../../../domain/units.ts';
import type { Words } from '../words/en.ts';

/** A glucose value as this patient reads it: the display's own number where the units agree. */
export function glucoseValue(reading: ReadingView, unit: GlucoseUnit): string {
  const { reported, glucoseMmolL = 0, beyond } = reading;
  if (beyond) return beyond === 'low' ? 'LO' : 'HI';
  if (reported?.unit === unit) return decimals(reported.value, unit);
  return glucoseText(glucoseMmolL, unit);
}

export const pressureValue = ({ systolicMmHg, diastolicMmHg }: ReadingView): string =>
  `${Math.round(systolicMmHg ?? 0)}/${Math.round(diastolicMmHg ?? 0)}`;

export const readingValue = (reading: ReadingView, unit: GlucoseUnit): string =>
  reading.kind === 'glucose' ? glucoseValue(reading, unit) : pressureValue(reading);

export const unitOf = (kind: ReadingView['kind'], unit: GlucoseUnit): string => (kind === 'glucose' ? unit : 'mmHg');

/** As displays show it: mmol/L with one decimal, everything else as it is. */
export const decimals = (value: number, unit: string): string =>
  unit === 'mmol/L' ? value.toFixed(1) : String(Math.round(value * 100) / 100);

/** The remark beside a reading: meal, pulse, and what makes it doubtful. */
export function remarks(reading: ReadingView, words: Words): string[] {
  const { meal, pulsePerMin, quality } = reading;
  return [
    ...(meal ? [words.meal[meal]] : []),
    ...(pulsePerMin === undefined ? [] : [`${words.chart.pulse} ${Math.round(pulsePerMin)}`]),
    ...quality.map((flag) => words.quality[flag as keyof Words['quality']] ?? flag),
  ];
}

/** Stored, shown, and not part of any mean: the intake found it implausible, or it was no blood. */
export const counts = ({ quality }: ReadingView): boolean => !quality.includes('implausible') && !quality.includes('control-solution');

/** Units of time and of counting are words; all others are the same in every language. */
export const unitWord = (unit: string, words: Words): string => words.unit[unit as keyof Words['unit']] ?? unit;

/** A glucose limit in mg/dL, for a patient whose meter shows that: the guideline's own number where the limit is the guideline's. */
export function inPatientUnit({ unit, value, packValue, inOtherUnit }: ThresholdView, patient: GlucoseUnit): string | undefined {
  if (unit !== 'mmol/L' || patient !== 'mg/dL') return undefined;
  const number = inOtherUnit?.unit === patient && value === packValue ? String(inOtherUnit.value) : glucoseText(value, patient);
  return `${number} ${patient}`;
}
