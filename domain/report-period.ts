import type { Instant } from './clock.ts';

/** Whole days of a calendar that a report is about. `key` names them, the same for everybody: 2026-W47, 2026-11, 2026-11-01..2026-11-14. */
export interface ReportPeriod {
  readonly key: string;
  readonly is: 'week' | 'month' | 'days';
  readonly first: string;
  readonly last: string;
}

/** The longest that one report is about, in days. */
export const LONGEST_DAYS = 366;

/** Undefined for a text that names no period: an impossible week or day, the last day before the first, more than a year. */
export function parsePeriod(text: string): ReportPeriod | undefined {
  const week = /^(\d{4})-W(\d{2})$/.exec(text);
  if (week) return weekNamed(Number(week[1]), Number(week[2]));
  const month = /^(\d{4}-\d{2})$/.exec(text);
  const days = /^(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})$/.exec(text);
  if (month) {
    const first = dayOf(`${month[1]}-01`);
    return first && { key: text, is: 'month', first: first.toString(), last: lastOfMonth(first).toString() };
  }
  const [first, last] = days ? [dayOf(days[1]!), dayOf(days[2]!)] : [];
  if (!first || !last || Temporal.PlainDate.compare(first, last) > 0 || first.until(last).days >= LONGEST_DAYS) return undefined;
  return { key: text, is: 'days', first: first.toString(), last: last.toString() };
}

/** The week (from Monday on) or the month that was over last, by the wall clock of a zone. */
export function lastWhole(is: 'week' | 'month', zone: string, at: Instant): ReportPeriod {
  const today = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate();
  if (is === 'month') return monthOf(today.with({ day: 1 }).subtract({ months: 1 }));
  return weekOf(today.subtract({ days: today.dayOfWeek + 6 }));
}

/** The one that ends where this one begins: the week before, the month before, as many days before. */
export function periodBefore({ is, first, last }: ReportPeriod): ReportPeriod {
  const begins = Temporal.PlainDate.from(first);
  if (is === 'week') return weekOf(begins.subtract({ days: 7 }));
  if (is === 'month') return monthOf(begins.subtract({ months: 1 }));
  const days = begins.until(Temporal.PlainDate.from(last)).days + 1;
  const [from, to] = [begins.subtract({ days }).toString(), begins.subtract({ days: 1 }).toString()];
  return { key: `${from}..${to}`, is, first: from, last: to };
}

/** So many whole days by the wall clock of a zone, of which today is the last: what "the last 14 days" are, wherever they are said. */
export function lastDays(days: number, zone: string, at: Instant): { readonly from: Instant; readonly to: Instant } {
  const today = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate();
  return boundsOf({ first: today.subtract({ days: days - 1 }).toString(), last: today.toString() }, zone);
}

/** When the time before begins: as many whole days earlier, where from..to are whole days of the zone; else the same length earlier. */
export function startBefore({ from, to }: { readonly from: Instant; readonly to: Instant }, zone: string): Instant {
  const [begins, ends] = [from, to].map((at) => Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone)) as [
    Temporal.ZonedDateTime,
    Temporal.ZonedDateTime,
  ];
  const whole = [begins, ends].every((moment) => moment.startOfDay().equals(moment));
  if (!whole) return from - (to - from);
  return begins.subtract({ days: begins.toPlainDate().until(ends.toPlainDate()).days }).startOfDay().epochMilliseconds;
}

/** from <= at < to: midnight to midnight on the wall of a zone, however long its days are. */
export function boundsOf(
  { first, last }: Pick<ReportPeriod, 'first' | 'last'>,
  zone: string,
): { readonly from: Instant; readonly to: Instant } {
  const begin = (day: Temporal.PlainDate) => day.toZonedDateTime(zone).epochMilliseconds;
  return { from: begin(Temporal.PlainDate.from(first)), to: begin(Temporal.PlainDate.from(last).add({ days: 1 })) };
}

export const daysOf = ({ first, last }: Pick<ReportPeriod, 'first' | 'last'>): number =>
  Temporal.PlainDate.from(first).until(Temporal.PlainDate.from(last)).days + 1;

/** ISO 8601: the first week of a year holds its 4th of January. */
function weekNamed(year: number, week: number): ReportPeriod | undefined {
  const fourth = Temporal.PlainDate.from({ year, month: 1, day: 4 });
  const monday = fourth.subtract({ days: fourth.dayOfWeek - 1 }).add({ weeks: week - 1 });
  return week >= 1 && monday.yearOfWeek === year ? weekOf(monday) : undefined;
}

function weekOf(monday: Temporal.PlainDate): ReportPeriod {
  const key = `${monday.yearOfWeek}-W${String(monday.weekOfYear).padStart(2, '0')}`;
  return { key, is: 'week', first: monday.toString(), last: monday.add({ days: 6 }).toString() };
}

const monthOf = (first: Temporal.PlainDate): ReportPeriod => ({
  key: first.toString().slice(0, 7),
  is: 'month',
  first: first.toString(),
  last: lastOfMonth(first).toString(),
});

const lastOfMonth = (day: Temporal.PlainDate): Temporal.PlainDate => day.with({ day: day.daysInMonth });

function dayOf(text: string): Temporal.PlainDate | undefined {
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' });
  } catch {
    return undefined;
  }
}
