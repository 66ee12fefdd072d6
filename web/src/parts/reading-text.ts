import type { ReadingView } from '../../../api/contract.ts';
import { glucoseText } from '../../../domain/units.ts';
import type { Speech } from '../words/speak.ts';

/** `5.6 mmol/L`, `HI`, `138/88 mmHg`: as the reader's unit has it. */
export function readingText(reading: ReadingView, unit: 'mmol/L' | 'mg/dL'): string {
  if (reading.kind === 'blood-pressure') return `${Math.round(reading.systolicMmHg ?? 0)}/${Math.round(reading.diastolicMmHg ?? 0)} mmHg`;
  if (reading.beyond) return reading.beyond === 'high' ? 'HI' : 'LO';
  return `${glucoseText(reading.glucoseMmolL ?? 0, unit)} ${unit}`;
}

/** What is remarkable about it: the meal, a value beyond the device's range. */
export function readingNote({ meal, beyond }: ReadingView, { say }: Pick<Speech, 'say'>): string {
  return [meal && say(meal), beyond && say(beyond === 'high' ? 'above' : 'below')].filter(Boolean).join(', ');
}
