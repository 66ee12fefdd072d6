import type { Advice } from '../domain/advice.ts';
import type { Alert } from '../domain/alert.ts';
import type { Instant } from '../domain/clock.ts';
import { counts } from '../domain/counts.ts';
import type { FollowUp } from '../domain/follow-up.ts';
import type { Patient } from '../domain/patient.ts';
import type { BloodPressure, Glucose, Reading, Watched } from '../domain/reading.ts';
import type { Localized } from '../domain/source.ts';
import type { Report, Section } from './report.ts';
import { sections } from './sections/registry.ts';
import { type WallTime, wallTimeIn } from './wall-time.ts';

export interface ReportInput {
  readonly patient: Patient;
  /** from <= at < to, any order. */
  readonly readings: readonly Reading[];
  /** The same length of time before. */
  readonly previous: readonly Reading[];
  readonly alerts: readonly Alert[];
  readonly advice: readonly Advice[];
  readonly followUps: readonly FollowUp[];
  readonly from: Instant;
  readonly to: Instant;
  readonly generatedAt: Instant;
  readonly words: (rule: string) => { readonly title: Localized } | undefined;
}

export type ReadingOf<K extends Watched> = Extract<Reading, { kind: K }>;
type Clean = Pick<Material, 'glucose' | 'pressure' | 'ofKind'>;

/** What every section is given: the readings sorted, cleaned and told apart. */
export interface Material extends ReportInput {
  /** Without control solutions and implausible values, oldest first. */
  readonly glucose: readonly Glucose[];
  readonly pressure: readonly BloodPressure[];
  /** The same and all other kinds. */
  ofKind<K extends Watched>(kind: K): readonly ReadingOf<K>[];
  readonly before: Clean;
  readonly wall: WallTime;
}

/** One section, one file in sections/. Pure; undefined when there is not enough to say. */
export type SectionBuilder = (material: Material) => Section | undefined;

/** Writes the report. Pure: the same material, the same report. */
export function buildReport(input: ReportInput): Report {
  const { patient, from, to, generatedAt } = input;
  const material: Material = { ...input, ...split(input.readings), before: split(input.previous), wall: wallTimeIn(patient.zone) };
  const { id, birthYear, sex, conditions, medicines, group } = patient;
  return {
    version: 1,
    patient: { id, conditions, medicines, group, ...(birthYear === undefined ? {} : { birthYear }), ...(sex === undefined ? {} : { sex }) },
    from,
    to,
    generatedAt,
    zone: patient.zone,
    glucoseUnit: patient.glucoseUnit,
    sections: sections.flatMap((build) => build(material) ?? []),
  };
}

function split(readings: readonly Reading[]): Clean {
  const clean = Map.groupBy(
    readings.filter(counts).sort((a, b) => a.at - b.at),
    ({ kind }) => kind,
  );
  const ofKind = <K extends Watched>(kind: K) => (clean.get(kind) ?? []) as unknown as readonly ReadingOf<K>[];
  return { glucose: ofKind('glucose'), pressure: ofKind('blood-pressure'), ofKind };
}
