import { z } from 'zod';
import { DAY, HOUR, MINUTE } from '../domain/clock.ts';

const PATTERN = /^P(?=.)(?:(\d{1,3})D)?(?:T(?=.)(?:(\d{1,3})H)?(?:(\d{1,4})M)?)?$/;

/** An ISO 8601 duration of days, hours and minutes (`PT15M`, `P7D`, `P1DT12H`); a day is 24 hours. Kept as text: a person reads it. */
export const Duration = z.string().regex(PATTERN, 'an ISO 8601 duration of days, hours and minutes, e.g. PT15M or P7D');

/** Milliseconds in a duration that `Duration` accepted. */
export function durationMs(text: string): number {
  const [, days = 0, hours = 0, minutes = 0] = PATTERN.exec(text) ?? [];
  return Number(days) * DAY + Number(hours) * HOUR + Number(minutes) * MINUTE;
}
