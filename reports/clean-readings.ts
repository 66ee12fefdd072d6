import { counts, isSeated } from '../domain/counts.ts';
import type { Patient } from '../domain/patient.ts';
import type { BloodPressure, Reading, ShownKind, Watched } from '../domain/reading.ts';
import { type GlucoseSummary, glucoseSummary } from './metrics/glucose-summary.ts';
import { type StandingFalls, standingFalls } from './metrics/pressure-standing.ts';
import { type PressureSummary, pressureSummary } from './metrics/pressure-summary.ts';
import { dayOf, type WallTime } from './wall-time.ts';

export type ReadingOf<K extends ShownKind> = Extract<Reading, { kind: K }>;

/** The readings of one period, as every section of a report wants them. */
export interface Clean {
  /** Without control solutions and implausible values, oldest first. */
  readonly glucose: readonly ReadingOf<'glucose'>[];
  /** Measured sitting: every mean, goal and chart of home pressure is of these. */
  readonly pressure: readonly BloodPressure[];
  /** The same and all other kinds. */
  ofKind<K extends ShownKind>(kind: K): readonly ReadingOf<K>[];
  /** The calendar days with a reading of this kind in the patient's zone, as counts, each once, in order. */
  daysOf(kind: Watched): readonly number[];
  /** What all sections ask of glucose and of pressure. */
  readonly sugar: GlucoseSummary | undefined;
  readonly home: PressureSummary | undefined;
  readonly standing: StandingFalls | undefined;
}

/** Readings sorted, without what does not count, told apart by kind. */
export function clean(readings: readonly Reading[], { group, guideline }: Patient, wall: WallTime): Clean {
  const kinds = new Map<Reading['kind'], Reading[]>();
  const unsorted = new Set<Reading['kind']>();
  // In one pass: a store hands them over sorted by kind, and 25,920 readings are not copied for nothing.
  for (const reading of readings) {
    if (!counts(reading)) continue;
    const theirs = kinds.get(reading.kind);
    if (!theirs) kinds.set(reading.kind, [reading]);
    else {
      if (theirs[theirs.length - 1]!.at > reading.at) unsorted.add(reading.kind);
      theirs.push(reading);
    }
  }
  for (const kind of unsorted) kinds.get(kind)!.sort((a, b) => a.at - b.at);
  const ofKind = <K extends ShownKind>(kind: K) => (kinds.get(kind) ?? []) as unknown as readonly ReadingOf<K>[];
  const known = new Map<Watched, readonly number[]>();
  const daysOf = (kind: Watched): readonly number[] => {
    const before = known.get(kind);
    if (before) return before;
    const days: number[] = [];
    let last: number | undefined;
    for (const { at } of ofKind(kind)) {
      const day = dayOf(wall(at));
      if (day !== last) days.push(day);
      last = day;
    }
    known.set(kind, days);
    return days;
  };
  const [glucose, all] = [ofKind('glucose'), ofKind('blood-pressure')];
  const pressure = all.every(isSeated) ? all : all.filter(isSeated);
  return {
    glucose,
    pressure,
    ofKind,
    daysOf,
    sugar: glucoseSummary(glucose, group),
    home: pressureSummary(pressure, wall, guideline),
    standing: standingFalls(all),
  };
}
