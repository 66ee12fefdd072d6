import type { Severity } from '../domain/alert.ts';
import { HOUR, type Instant } from '../domain/clock.ts';
import type { PatientId } from '../domain/reading.ts';
import type { PreviewAlert } from './preview.ts';

/** What one set of rules would have brought, or has. */
export interface Tally {
  readonly alerts: number;
  readonly late: number;
  /** Raised between ten in the evening and six in the morning, where the patient lives. */
  readonly atNight: number;
  readonly messages: number;
  readonly patients: number;
  readonly perDay: number;
  /** Median over the patients who had any, in hours from the beginning; undefined where nobody had one. */
  readonly firstAfterHours: number | undefined;
  readonly minutesOfWork: number;
}

export interface Comparison {
  readonly from: Instant;
  readonly to: Instant;
  readonly patients: number;
  readonly readings: number;
  readonly today: Tally;
  readonly draft: Tally;
  readonly byRule: readonly { readonly rule: string; readonly today: number; readonly draft: number }[];
  /** Days with any, oldest first. */
  readonly byDay: readonly { readonly day: string; readonly today: number; readonly draft: number }[];
  /** Patients with any, those with the greatest difference first. */
  readonly byPatient: readonly { readonly patient: PatientId; readonly today: number; readonly draft: number }[];
  /** Episodes that only the draft sees, and that only the rules of today see; the first hundred of each, and how many there are. */
  readonly added: readonly PreviewAlert[];
  readonly addedCount: number;
  readonly gone: readonly PreviewAlert[];
  readonly goneCount: number;
}

/** What an alert costs a coordinator to look at, in minutes. Engineering choice, for comparing two sets, not for a roster. */
export const MINUTES_OF_WORK: Readonly<Record<Severity, number>> = { high: 10, medium: 5, low: 2 };

const MOST_LISTED = 100;

export interface Counted {
  readonly patients: number;
  readonly readings: number;
  readonly from: Instant;
  readonly to: Instant;
}

/** The alerts of all patients under both sets, side by side. */
export function compare(
  today: readonly PreviewAlert[],
  draft: readonly PreviewAlert[],
  { patients, readings, from, to }: Counted,
): Comparison {
  const added = lacking(draft, today);
  const gone = lacking(today, draft);
  const side = <K extends keyof PreviewAlert>(key: K) => {
    const keys = [...new Set([...today, ...draft].map((alert) => alert[key]))];
    const count = (alerts: readonly PreviewAlert[]) => Map.groupBy(alerts, (alert) => alert[key]);
    const [before, after] = [count(today), count(draft)];
    return keys.map((value) => ({ value, today: before.get(value)?.length ?? 0, draft: after.get(value)?.length ?? 0 }));
  };
  const days = Math.max(1, (to - from) / (24 * HOUR));
  return {
    from,
    to,
    patients,
    readings,
    today: tally(today, from, days),
    draft: tally(draft, from, days),
    byRule: side('rule')
      .map(({ value: rule, ...counts }) => ({ rule, ...counts }))
      .sort((a, b) => a.rule.localeCompare(b.rule)),
    byDay: side('day')
      .map(({ value: day, ...counts }) => ({ day, ...counts }))
      .sort((a, b) => a.day.localeCompare(b.day)),
    byPatient: side('patient')
      .map(({ value: patient, ...counts }) => ({ patient, ...counts }))
      .sort((a, b) => Math.abs(b.draft - b.today) - Math.abs(a.draft - a.today) || a.patient.localeCompare(b.patient)),
    added: added.slice(0, MOST_LISTED),
    addedCount: added.length,
    gone: gone.slice(0, MOST_LISTED),
    goneCount: gone.length,
  };
}

/**
 * semantics 8.4. Those that no alert of the same rule and patient overlaps on the other side. Another limit lets the same episode open a reading earlier or
 * later; it is the same to whoever is called.
 */
function lacking(some: readonly PreviewAlert[], others: readonly PreviewAlert[]): readonly PreviewAlert[] {
  const theirs = Map.groupBy(others, keyOf);
  const until = ({ ended }: PreviewAlert): Instant => ended ?? Number.POSITIVE_INFINITY;
  return some.filter((one) => !theirs.get(keyOf(one))?.some((other) => other.opened <= until(one) && one.opened <= until(other)));
}

const keyOf = ({ patient, rule }: PreviewAlert): string => `${patient} ${rule}`;

function tally(alerts: readonly PreviewAlert[], from: Instant, days: number): Tally {
  const firsts = [...Map.groupBy(alerts, ({ patient }) => patient).values()]
    .map((theirs) => Math.min(...theirs.map(({ raised }) => raised)) - from)
    .sort((a, b) => a - b);
  const median = firsts[(firsts.length - 1) >> 1];
  return {
    alerts: alerts.length,
    late: alerts.filter(({ late }) => late).length,
    atNight: alerts.filter(({ night }) => night).length,
    messages: alerts.reduce((sum, { messages }) => sum + messages, 0),
    patients: firsts.length,
    perDay: Math.round((alerts.length / days) * 100) / 100,
    firstAfterHours: median === undefined ? undefined : Math.round((median / HOUR) * 10) / 10,
    minutesOfWork: alerts.reduce((sum, { severity }) => sum + MINUTES_OF_WORK[severity], 0),
  };
}
