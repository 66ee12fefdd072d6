import { counts } from '../domain/counts.ts';
import type { Patient } from '../domain/patient.ts';
import type { BloodPressure, Glucose, Reading, Watched } from '../domain/reading.ts';
import { type GlucoseSummary, glucoseSummary } from './metrics/glucose-summary.ts';
import { type PressureSummary, pressureSummary } from './metrics/pressure-summary.ts';
import { dayOf, type WallTime } from './wall-time.ts';

export type ReadingOf<K extends Watched> = Extract<Reading, { kind: K }>;

/** The readings of one period, as every section of a report wants them. */
export interface Clean {
  /** Without control solutions and implausible values, oldest first. */
  readonly glucose: readonly Glucose[];
  readonly pressure: readonly BloodPressure[];
  /** The same and all other kinds. */
  ofKind<K extends Watched>(kind: K): readonly ReadingOf<K>[];
  /** The calendar days with a reading of this kind in the patient's zone, as counts, each once, in order. */
  daysOf(kind: Watched): readonly number[];
  /** What all sections ask of glucose and of pressure. */
  readonly sugar: GlucoseSummary | undefined;
  readonly home: PressureSummary | undefined;
}

/** Readings sorted, without what does not count, told apart by kind. */
export function clean(readings: readonly Reading[], { group, guideline }: Patient, wall: WallTime): Clean {
  const kinds = Map.groupBy(readings.filter(counts), ({ kind }) => kind);
  for (const ofOne of kinds.values()) ofOne.sort((a, b) => a.at - b.at);
  const ofKind = <K extends Watched>(kind: K) => (kinds.get(kind) ?? []) as unknown as readonly ReadingOf<K>[];
  const daysOf = (kind: Watched): readonly number[] => {
    const days: number[] = [];
    for (const { at } of ofKind(kind)) {
      const day = dayOf(wall(at));
      if (day !== days.at(-1)) days.push(day);
    }
    return days;
  };
  const [glucose, pressure] = [ofKind('glucose'), ofKind('blood-pressure')];
  return { glucose, pressure, ofKind, daysOf, sugar: glucoseSummary(glucose, group), home: pressureSummary(pressure, wall, guideline) };
}
