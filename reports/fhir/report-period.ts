import { DAY, type Instant } from '../../domain/clock.ts';
import { reportFhirId } from './document.ts';

/** The day in a zone, `2026-03-15`. */
export const dayIn = (at: Instant, zone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate().toString();

/** So many days up to the end of a day, where the patient lives; undefined for what is no day. */
export function periodOf(lastDay: string, days: number, zone: string): { readonly from: Instant; readonly to: Instant } | undefined {
  try {
    const end = Temporal.PlainDate.from(lastDay, { overflow: 'reject' }).add({ days: 1 });
    const startOf = (date: Temporal.PlainDate) => date.toZonedDateTime(zone).epochMilliseconds;
    return { from: startOf(end.subtract({ days })), to: startOf(end) };
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** The id of a report about any period: the days it touches. */
export const reportIdOf = (patient: string, from: Instant, to: Instant, zone: string): string =>
  reportFhirId(patient, Math.min(999, Math.max(1, Math.round((to - from) / DAY))), dayIn(to - 1, zone));
