import { DAY, type Instant, MINUTE } from './clock.ts';
import type { Patient } from './patient.ts';
import type { Plan, PlanItem } from './plan.ts';
import type { Watched } from './reading.ts';

/**
 * The patient as the judge is to see them: to what the record asks them to measure come the measuring times of which their plan reminds
 * them (semantics 7.5). The judge, previews and whoever counts the unwatched take the patient from here, so that they see one truth.
 */
export function withMeasuringTimes(patient: Patient, plan: Plan | undefined, now: Instant): Patient {
  const asked = expectedBy(patient, plan, now);
  return asked.length === 0 ? patient : { ...patient, plan: [...patient.plan, ...asked] };
}

/**
 * What is expected of a patient, each kind once and in whole days: by the record and by the measuring times of their plan, whichever asks more
 * often; what begins later is not asked for yet. Lists (overdue) and reports (adherence) take it from here.
 */
export function expectedInDays(patient: Patient, plan: Plan | undefined, now: Instant): Patient['plan'] {
  const day = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(patient.zone).toPlainDate().toString();
  const begun = plan && { ...plan, items: plan.items.filter(({ from }) => from === undefined || from <= day) };
  const byKind = Map.groupBy(withMeasuringTimes(patient, begun, now).plan, ({ kind }) => kind);
  return [...byKind].map(([kind, asked]) => ({ kind, everyDays: Math.max(1, Math.ceil(Math.min(...asked.map((one) => one.everyDays)))) }));
}

/**
 * How often measurements are expected by the times of a plan: between two of one kind lies at most the larger gap of its times in a week.
 * What begins later is waited for from its first day on; what has ended is expected no more. `everyDays` may be a part of a day.
 */
export function expectedBy({ zone }: Pick<Patient, 'zone'>, plan: Plan | undefined, now: Instant): Patient['plan'] {
  const measuring = plan?.items.filter(isMeasuring) ?? [];
  if (measuring.length === 0) return [];
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone).toPlainDate();
  const day = today.toString();
  const expected = measuring.filter(({ until }) => until === undefined || until >= day);
  const later = expected.filter(({ from }) => from !== undefined && from > day);
  const running = Map.groupBy(
    expected.filter((item) => !later.includes(item)),
    ({ what }) => what.kind,
  );
  return [
    ...[...running].map(([kind, items]) => ({ kind, everyDays: largestGapDays(items) })),
    ...later.map((item) => ({
      kind: item.what.kind,
      everyDays: today.until(item.from!).total({ unit: 'days' }) + largestGapDays([item]),
    })),
  ];
}

type Measuring = PlanItem & { readonly what: { readonly do: 'measure'; readonly kind: Watched } };
const isMeasuring = (item: PlanItem): item is Measuring => item.what.do === 'measure';

/** By the wall clock of a week, which comes round: a plan with a single time in it has a gap of seven days. */
function largestGapDays(items: readonly Measuring[]): number {
  const moments = new Set(
    items.flatMap(({ times, weekdays }) => daysOf(weekdays).flatMap((day) => times.map((time) => momentOf(day, time)))),
  );
  const sorted = [...moments].sort((a, b) => a - b);
  return Math.max(...sorted.map((at, i) => (sorted[i + 1] ?? sorted[0]! + WEEK) - at)) / DAY;
}

const WEEK = 7 * DAY;
const daysOf = (weekdays: readonly number[]): readonly number[] => (weekdays.length > 0 ? weekdays : [1, 2, 3, 4, 5, 6, 7]);
const momentOf = (day: number, time: string): number => day * DAY + (Number(time.slice(0, 2)) * 60 + Number(time.slice(3))) * MINUTE;
