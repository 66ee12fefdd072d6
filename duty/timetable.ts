import { type Instant, MINUTE } from '../domain/clock.ts';
import type { DutyPlan, Shift } from '../domain/duty.ts';
import { onDuty } from './roster.ts';

/** From one moment to the next the same people are on duty; nobody, where a role's list is empty. */
export interface Stretch {
  readonly from: Instant;
  readonly to: Instant;
  readonly coordinator: readonly string[];
  readonly doctor: readonly string[];
}

export interface Gap {
  readonly role: Shift['role'];
  readonly from: Instant;
  readonly to: Instant;
}

const ROLES = ['coordinator', 'doctor'] as const;

/**
 * Who is on duty over some days of the clinic's calendar, and the hours that a role's shifts leave uncovered. A role without any shift has
 * no gaps: then the whole role is told at any hour. Pure.
 * @param days whole days from the beginning of the one in which `at` lies
 */
export function timetable(
  plan: DutyPlan,
  at: Instant,
  zone: string,
  days: number,
): { readonly stretches: readonly Stretch[]; readonly gaps: readonly Gap[] } {
  const moments = [...new Set(['00:00', ...plan.shifts.flatMap(({ from, to }) => [from, to])])].toSorted();
  const first = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate();
  const ofDay = (date: Temporal.PlainDate, time: string): Instant =>
    date.toZonedDateTime({ timeZone: zone, plainTime: Temporal.PlainTime.from(time) }).epochMilliseconds;
  const end = ofDay(first.add({ days }), '00:00');
  const starts: Instant[] = [];
  for (let day = 0; day < days; day++) starts.push(...moments.map((time) => ofDay(first.add({ days: day }), time)));
  // Where clocks change, an hour comes twice, or two times of the wall are one.
  const edges = [...new Set(starts)].toSorted((a, b) => a - b);

  const stretches: Stretch[] = [];
  for (const [i, from] of edges.entries()) {
    const who = (role: Shift['role']) => onDuty(plan, role, from, zone);
    const next: Stretch = { from, to: edges[i + 1] ?? end, coordinator: who('coordinator'), doctor: who('doctor') };
    const last = stretches.at(-1);
    if (last && ROLES.every((role) => same(last[role], next[role]))) stretches[stretches.length - 1] = { ...last, to: next.to };
    else stretches.push(next);
  }
  return { stretches, gaps: ROLES.flatMap((role) => gapsOf(plan, role, stretches)) };
}

function gapsOf({ shifts }: DutyPlan, role: Shift['role'], stretches: readonly Stretch[]): readonly Gap[] {
  if (!shifts.some((shift) => shift.role === role)) return [];
  const gaps: Gap[] = [];
  for (const { from, to, [role]: who } of stretches) {
    if (who.length > 0) continue;
    const last = gaps.at(-1);
    if (last && last.to === from) gaps[gaps.length - 1] = { ...last, to };
    else gaps.push({ role, from, to });
  }
  return gaps.filter((gap) => gap.to - gap.from >= MINUTE);
}

const same = (a: readonly string[], b: readonly string[]): boolean => a.length === b.length && a.every((one) => b.includes(one));
