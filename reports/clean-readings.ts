import { counts } from '../domain/counts.ts';
import type { Patient } from '../domain/patient.ts';
import type { BloodPressure, Glucose, Reading, Watched } from '../domain/reading.ts';
import { type GlucoseSummary, glucoseSummary } from './metrics/glucose-summary.ts';
import { type PressureSummary, pressureSummary } from './metrics/pressure-summary.ts';
import type { WallTime } from './wall-time.ts';

export type ReadingOf<K extends Watched> = Extract<Reading, { kind: K }>;

/** The readings of one period, as every section of a report wants them. */
export interface Clean {
  /** Without control solutions and implausible values, oldest first. */
  readonly glucose: readonly Glucose[];
  readonly pressure: readonly BloodPressure[];
  /** The same and all other kinds. */
  ofKind<K extends Watched>(kind: K): readonly ReadingOf<K>[];
  /** What all sections ask of glucose and of pressure. */
  readonly sugar: GlucoseSummary | undefined;
  readonly home: PressureSummary | undefined;
}

/** Readings sorted, without what does not count, told apart by kind. */
export function clean(readings: readonly Reading[], { group, guideline }: Patient, wall: WallTime): Clean {
  const kinds = Map.groupBy(
    readings.filter(counts).sort((a, b) => a.at - b.at),
    ({ kind }) => kind,
  );
  const ofKind = <K extends Watched>(kind: K) => (kinds.get(kind) ?? []) as unknown as readonly ReadingOf<K>[];
  const [glucose, pressure] = [ofKind('glucose'), ofKind('blood-pressure')];
  return { glucose, pressure, ofKind, sugar: glucoseSummary(glucose, group), home: pressureSummary(pressure, wall, guideline) };
}
