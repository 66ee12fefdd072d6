import type { Advice } from '../domain/advice.ts';
import type { Alert } from '../domain/alert.ts';
import type { Instant } from '../domain/clock.ts';
import type { FollowUp, Response } from '../domain/follow-up.ts';
import type { MedicineChange } from '../domain/medicine-change.ts';
import type { Patient } from '../domain/patient.ts';
import type { Questionnaire } from '../domain/questionnaire.ts';
import type { Reading, Watched } from '../domain/reading.ts';
import type { Localized, Source } from '../domain/source.ts';
import { type Clean, clean } from './clean-readings.ts';
import { type SensorTrace, sensorTrace } from './metrics/sensor-trace.ts';
import type { Report, Section } from './report.ts';
import { sections } from './sections/registry.ts';
import { type SourceId, sources } from './sources.ts';
import { type WallTime, wallTimeIn } from './wall-time.ts';

export interface ReportInput {
  readonly patient: Patient;
  /** from <= at < to, any order. */
  readonly readings: readonly Reading[];
  /** The same length of time before. */
  readonly previous: readonly Reading[];
  /** The calendar days with a reading that counts before `previous`, as far back as 30 days before `to`; see wall-time.ts. */
  readonly heardBefore: Iterable<number>;
  readonly alerts: readonly Alert[];
  /** Opened before the period, and open still. */
  readonly stillOpen?: readonly Alert[];
  /** The last reading that counts of each kind before `from`; without them `previous` tells. */
  readonly lastBefore?: ReadonlyMap<Watched, Instant>;
  /** When they became a patient, where it is known. */
  readonly joined?: Instant;
  readonly advice: readonly Advice[];
  readonly followUps: readonly FollowUp[];
  readonly from: Instant;
  readonly to: Instant;
  readonly generatedAt: Instant;
  readonly words: (rule: string) => { readonly title: Localized; readonly source?: Source } | undefined;
  /** Those opened in the same length of time before; without them nothing is said of how many there were. */
  readonly alertsBefore?: readonly Alert[];
  /** When a person first acknowledged, snoozed or resolved each alert, by its id. */
  readonly answers?: ReadonlyMap<string, Instant>;
  /** Filled-in questionnaires of any time up to `to`, any order, and the questionnaires themselves. */
  readonly responses?: readonly Response[];
  readonly questionnaires?: readonly Questionnaire[];
  /** Up to `to`, any order. */
  readonly medicineChanges?: readonly MedicineChange[];
  readonly lastVisit?: Instant;
}

/** What every section is given: the readings sorted, cleaned and told apart. */
export interface Material extends ReportInput, Clean {
  /** A continuous sensor's period on even grids, with its episodes. */
  readonly trace: SensorTrace | undefined;
  readonly before: Clean;
  readonly wall: WallTime;
}

/** One section, one file in sections/. Pure; undefined when there is not enough to say. */
export type SectionBuilder = (material: Material) => Section | undefined;

/** Writes the report. Pure: the same material, the same report. */
export function buildReport(input: ReportInput): Report {
  const { patient, from, to, generatedAt } = input;
  const wall = wallTimeIn(patient.zone);
  const now = clean(input.readings, patient, wall);
  const trace = now.sugar && sensorTrace(now.sugar, wall);
  const material: Material = { ...input, ...now, trace, before: clean(input.previous, patient, wall), wall };
  const built = sections.flatMap((build) => build(material) ?? []);
  const { id, birthYear, sex, conditions, medicines, group } = patient;
  return {
    version: 1,
    patient: { id, conditions, medicines, group, ...(birthYear === undefined ? {} : { birthYear }), ...(sex === undefined ? {} : { sex }) },
    from,
    to,
    generatedAt,
    zone: patient.zone,
    glucoseUnit: patient.glucoseUnit,
    ...(input.lastVisit === undefined ? {} : { lastVisit: input.lastVisit }),
    sources: named(built),
    sections: built,
  };
}

/** The sources that the sections name, wherever in them. */
function named(built: readonly Section[]): Report['sources'] {
  const found = new Set<SourceId>();
  const look = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, inside] of Object.entries(value)) {
      if (key === 'points') continue;
      if (key === 'source' && typeof inside === 'string') found.add(inside as SourceId);
      else look(inside);
    }
  };
  look(built);
  return Object.fromEntries([...found].sort().map((id) => [id, sources[id]]));
}
