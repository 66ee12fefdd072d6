import type { AlertState, Severity } from '../domain/alert.ts';
import type { Instant } from '../domain/clock.ts';
import type { MedicineChange } from '../domain/medicine-change.ts';
import type { Patient } from '../domain/patient.ts';
import type { Language, Localized, Source } from '../domain/source.ts';
import type { GlucoseUnit } from '../domain/units.ts';
import type { Change, Span } from './change.ts';
import type { Figure, Shortfall } from './figure.ts';
import type { Finding } from './finding.ts';
import type { AgpPoint } from './metrics/agp.ts';
import type { AlertResponse } from './metrics/alert-response.ts';
import type { HomeGoal, ProtocolMean } from './metrics/blood-pressure.ts';
import type { EpisodeCount, EpisodeKind } from './metrics/episodes.ts';
import type { Slot } from './metrics/meal-profile.ts';
import type { Dipping } from './metrics/pressure-night.ts';
import type { Band, ShareGoal } from './metrics/time-in-range.ts';
import type { Transmission } from './metrics/transmission.ts';
import type { SourceId } from './sources.ts';

/** A doctor's report about one patient and one period: facts only, in the order in which a doctor asks. JSON as it stands. */
export interface Report {
  readonly version: 1;
  readonly patient: Pick<Patient, 'id' | 'birthYear' | 'sex' | 'conditions' | 'medicines' | 'group'>;
  readonly from: Instant;
  readonly to: Instant;
  readonly generatedAt: Instant;
  readonly zone: string;
  readonly glucoseUnit: GlucoseUnit;
  /** The last visit that the patient had said yes to, as far as Hearth knows. */
  readonly lastVisit?: Instant;
  /** Where formulas, limits and protocols come from, by the names that the figures carry. */
  readonly sources: Readonly<Partial<Record<SourceId, Source>>>;
  readonly sections: readonly Section[];
}

export interface AlertFact {
  readonly id: string;
  readonly rule: string;
  readonly title: Localized;
  readonly severity: Severity;
  readonly opened: Instant;
  readonly raised: Instant;
  readonly late: boolean;
  readonly state: AlertState['is'];
  /** `11.2 mmol/L` against `10.0`; numbers as the device reported them. */
  readonly values: Readonly<Record<string, string | number>>;
  /** How many readings raised it. */
  readonly evidence: number;
  /** The guideline behind its rule. */
  readonly source?: Pick<Source, 'organisation' | 'year'>;
}

export type GlucoseIndex = 'median' | 'gri' | 'lbgi' | 'hbgi' | 'mage' | 'modd' | 'conga24h' | 'jIndex' | 'estimatedA1c';
export type PressureFigure =
  | 'atGoal'
  | 'systolicSd'
  | 'systolicCv'
  | 'systolicArv'
  | 'diastolicSd'
  | 'morningEvening'
  | 'irregularShare'
  | 'nightDip'
  | 'morningSurge';

export type Section =
  /** What the patient answered of danger; what is open or severe, most urgent first; then stretches without readings. */
  | {
      readonly section: 'attention';
      readonly dangers: readonly {
        readonly asked: Instant;
        readonly question: Localized;
        readonly answer: Localized;
        readonly answered: Instant;
        /** How often it was answered so, the last time then; absent: once. */
        readonly times?: number;
      }[];
      readonly alerts: readonly (AlertFact & { readonly times: number })[];
      /** So many kinds of alerts more there were, the least urgent; absent: none. */
      readonly moreAlerts?: number;
      /** What the figures say, the gravest first; only of figures whose data suffice. */
      readonly findings: readonly Finding[];
      readonly gaps: readonly { readonly kind: string; readonly from: string; readonly to: string; readonly days: number }[];
    }
  /** The period against an equal one before it, or what lies behind the last visit against as much before it. */
  | {
      readonly section: 'changes';
      readonly since: 'last-visit' | 'period-before';
      readonly now: Span;
      readonly before: Span;
      readonly figures: readonly Change[];
      readonly medicines: readonly MedicineChange[];
    }
  | {
      readonly section: 'glucose';
      readonly figures: Readonly<Record<'mean' | 'sd' | 'cv' | 'gmi', Figure>>;
      readonly previousMean?: number;
      readonly shares: Readonly<Record<Band, number>>;
      /** Those of `low` and `high` are of all that is below and above the target: with the second level. */
      readonly goals: Readonly<Partial<Record<Band, ShareGoal>>>;
      /** The sensor was worn too little, or too few fingers were pricked, for these shares to stand for the patient. */
      readonly sharesShort?: Shortfall;
      readonly lowest: number;
      readonly highest: number;
      readonly beyond: number;
      readonly sensor: boolean;
      readonly points: readonly (readonly [Instant, number, Band])[];
      /** Finger-sticks beside a sensor (`sensor`: or a sensor beside them): in no figure above. Absent: none. */
      readonly beside?: {
        readonly sensor: boolean;
        readonly n: number;
        readonly mean: number;
        readonly lowest: number;
        readonly highest: number;
        readonly beyond: number;
        readonly points: readonly (readonly [Instant, number, Band])[];
      };
      /** So many readings of another sensor, worn at the same time, are in no figure; absent: none. */
      readonly overlapping?: number;
      readonly indices: Readonly<Record<GlucoseIndex, Figure>>;
      /** Of a continuous sensor; level 2 is counted within level 1 too. */
      readonly episodes?: Readonly<Record<EpisodeKind, EpisodeCount>>;
    }
  | { readonly section: 'agp'; readonly points: readonly AgpPoint[]; readonly days: number; readonly activePercent: number }
  | {
      readonly section: 'meals';
      readonly slots: readonly {
        readonly slot: Slot;
        readonly n: number;
        readonly mean: number;
        readonly lowest: number;
        readonly highest: number;
      }[];
    }
  | {
      readonly section: 'pressure';
      readonly mean: ProtocolMean | Shortfall;
      readonly morning?: PressureMean;
      readonly evening?: PressureMean;
      readonly all: PressureMean & { readonly sd: number; readonly highestSystolic: number };
      readonly previous?: PressureMean;
      readonly irregularPulse: number;
      readonly points: readonly (readonly [Instant, systolic: number, diastolic: number])[];
      readonly figures: Readonly<Record<PressureFigure, Figure>>;
      /** Which of the means stand on too few readings. */
      readonly meansShort: Readonly<Partial<Record<'morning' | 'evening' | 'all', Shortfall>>>;
      readonly goal: HomeGoal;
      /** Which readings make the mean. */
      readonly protocol: { readonly source: SourceId; readonly smallest: number };
      readonly nightPattern?: Dipping;
    }
  | {
      readonly section: 'measures';
      readonly kinds: readonly {
        readonly kind: 'weight' | 'temperature' | 'oxygen-saturation' | 'heart-rate';
        readonly n: number;
        /** In kg, °C, per cent, beats a minute. */
        readonly mean: number;
        readonly lowest: number;
        readonly highest: number;
        /** From the first to the last measurement of the period. */
        readonly change: number;
        readonly previousMean?: number;
        readonly points: readonly (readonly [Instant, number])[];
      }[];
    }
  | {
      readonly section: 'activity';
      readonly figures: Readonly<Record<'stepsPerDay' | 'weeklyMinutes', Figure>>;
      /** Steps of the counted days. */
      readonly lowest?: number;
      readonly highest?: number;
      /** With any steps at all; those that are whole and worn enough; those of them of which a device says how long it was worn. */
      readonly days: number;
      readonly counted: number;
      readonly worn: number;
      readonly unfinished: number;
      readonly littleWorn: number;
      readonly goal: { readonly weeklyMinutes: number; readonly source: SourceId };
      readonly previousStepsPerDay?: number;
      /** Of each counted day: `2026-03-01`, and its steps. */
      readonly points: readonly (readonly [day: string, steps: number])[];
    }
  | { readonly section: 'alerts'; readonly alerts: readonly AlertFact[] }
  | {
      readonly section: 'response';
      readonly alerts: AlertResponse;
      readonly advice: number;
      readonly questions: {
        readonly asked: number;
        readonly answered: number;
        readonly unanswered: number;
        readonly medianMinutes?: number;
      };
    }
  | {
      readonly section: 'scores';
      readonly scores: readonly {
        readonly questionnaire: string;
        readonly score: string;
        readonly title: Localized;
        readonly value: number;
        readonly answered: Instant;
        readonly previous?: { readonly value: number; readonly answered: Instant };
        /** What the answers mean by the questionnaire’s own source, the gravest first. */
        readonly findings: readonly Localized[];
      }[];
    }
  | {
      readonly section: 'medicines';
      readonly medicines: readonly string[];
      readonly changes: readonly MedicineChange[];
    }
  | {
      readonly section: 'said';
      /** `language`: in which the patient was sent it, and in which it stands here; absent: an earlier version wrote the report. */
      readonly advice: readonly { readonly written: Instant; readonly text: string; readonly by: string; readonly language?: Language }[];
      readonly questions: readonly {
        readonly asked: Instant;
        readonly question: Localized;
        readonly state: 'open' | 'answered' | 'unanswered';
        readonly answer?: Localized;
      }[];
      /** So many more there were, earlier ones; absent: none. */
      readonly moreAdvice?: number;
      readonly moreQuestions?: number;
    }
  | {
      readonly section: 'data';
      readonly readings: number;
      readonly excluded: number;
      readonly clockDoubts: number;
      readonly late: number;
      readonly plan: readonly {
        readonly kind: string;
        readonly everyDays: number;
        readonly daysWithReadings: number;
        readonly days: number;
        readonly asked: number;
        readonly met: number;
      }[];
      /** Days of the last 30 with readings that a device sent. */
      readonly transmission: Transmission & { readonly source: SourceId };
    };

export interface PressureMean {
  readonly systolicMmHg: number;
  readonly diastolicMmHg: number;
  readonly n: number;
}

export type SectionOf<Name extends Section['section']> = Extract<Section, { section: Name }>;
