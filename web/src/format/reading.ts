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

/** Kinds whose readings are one number, which is drawn as one line. */
export type SingleKind = Exclude<ReadingView['kind'], 'glucose' | 'blood-pressure'>;
export const SINGLE_KINDS = [
  'weight',
  'temperature',
  'oxygen-saturation',
  'heart-rate',
  'activity',
] as const satisfies readonly SingleKind[];
/** Those that a limit can stand on. */
export const LIMITED_KINDS = ['glucose', 'blood-pressure', 'weight', 'temperature', 'oxygen-saturation', 'heart-rate'] as const;

/** How each is shown: its number, with how many decimals, in which unit. */
export const SHOWN: Readonly<
  Record<SingleKind, { readonly of: (reading: ReadingView) => number | undefined; readonly decimals: number; readonly unit: string }>
> = {
  weight: { of: ({ weightKg }) => weightKg, decimals: 1, unit: 'kg' },
  temperature: { of: ({ temperatureC }) => temperatureC, decimals: 1, unit: '°C' },
  'oxygen-saturation': { of: ({ saturationPercent }) => saturationPercent, decimals: 0, unit: '%' },
  'heart-rate': { of: ({ pulsePerMin }) => pulsePerMin, decimals: 0, unit: '1/min' },
  activity: { of: ({ steps }) => steps, decimals: 0, unit: 'steps' },
};

/** A total of steps: from midnight on for as long as the day lasts, or until now. */
export const isOfDay = ({ kind, minutes = 0 }: ReadingView): boolean => kind === 'activity' && minutes > 60;

export function readingValue(reading: ReadingView, unit: GlucoseUnit): string {
  if (reading.kind === 'glucose') return glucoseValue(reading, unit);
  if (reading.kind === 'blood-pressure') return pressureValue(reading);
  const { of, decimals: digits } = SHOWN[reading.kind];
  return (of(reading) ?? 0).toFixed(digits);
}

export const unitOf = (kind: ReadingView['kind'], unit: GlucoseUnit): string =>
  kind === 'glucose' ? unit : kind === 'blood-pressure' ? 'mmHg' : SHOWN[kind].unit;

/** As displays show it: mmol/L with one decimal, everything else as it is. */
export const decimals = (value: number, unit: string): string =>
  unit === 'mmol/L' ? value.toFixed(1) : String(Math.round(value * 100) / 100);

/** The remark beside a reading: meal, pulse, and what makes it doubtful. */
export function remarks(reading: ReadingView, words: Words): string[] {
  const { activeMinutes, kind, meal, pulsePerMin, posture, quality, site } = reading;
  return [
    ...(meal ? [words.meal[meal]] : []),
    ...(posture ? [words.posture[posture]] : []),
    ...(site ? [words.site[site]] : []),
    ...(pulsePerMin === undefined || kind === 'heart-rate' ? [] : [`${words.chart.pulse} ${Math.round(pulsePerMin)}`]),
    ...(activeMinutes === undefined ? [] : [words.chart.activeMinutes(Math.round(activeMinutes))]),
    ...quality.map((flag) => words.quality[flag as keyof Words['quality']] ?? flag),
  ];
}

/** Units of time and of counting are words; all others are the same in every language. */
export const unitWord = (unit: string, words: Words): string => words.unit[unit as keyof Words['unit']] ?? unit;

/** A glucose limit in mg/dL, for a patient whose meter shows that: the guideline's own number where the limit is the guideline's. */
export function inPatientUnit({ unit, value, packValue, inOtherUnit }: ThresholdView, patient: GlucoseUnit): string | undefined {
  if (unit !== 'mmol/L' || patient !== 'mg/dL') return undefined;
  const number = inOtherUnit?.unit === patient && value === packValue ? String(inOtherUnit.value) : glucoseText(value, patient);
  return `${number} ${patient}`;
}
