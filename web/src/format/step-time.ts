import type { Language } from '../../../domain/source.ts';

/** In minutes. */
const LONG = { days: 1440, hours: 60, minutes: 1 } as const;
export type StepUnit = keyof typeof LONG;
export const STEP_UNITS: readonly StepUnit[] = ['minutes', 'hours', 'days'];
/** As long as the server takes it: thirty days. */
const MOST_MINUTES = 30 * LONG.days;

/** In the greatest unit that says it whole: 480 minutes are 8 hours, 90 stay 90 minutes. */
export function inStepUnit(minutes: number): { readonly count: number; readonly unit: StepUnit } {
  const unit = minutes % LONG.days === 0 ? 'days' : minutes % LONG.hours === 0 ? 'hours' : 'minutes';
  return { count: minutes / LONG[unit], unit };
}

const UNIT = { minutes: 'minute', hours: 'hour', days: 'day' } as const;

/** 8 hours, 90 minutes; short: 8 hr, 90 min. */
export function stepTime(minutes: number, language: Language, unitDisplay: 'long' | 'short' = 'long'): string {
  const { count, unit } = inStepUnit(minutes);
  return new Intl.NumberFormat(language, { style: 'unit', unit: UNIT[unit], unitDisplay }).format(count);
}

/** What was typed, in minutes; undefined where it is no whole number, or no time that the plan knows. */
export function inMinutes(typed: string, unit: StepUnit): number | undefined {
  const minutes = Number(typed) * LONG[unit];
  return typed.trim() !== '' && Number.isInteger(Number(typed)) && minutes >= 1 && minutes <= MOST_MINUTES ? minutes : undefined;
}
