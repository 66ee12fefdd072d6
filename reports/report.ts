import type { AlertState, Severity } from '../domain/alert.ts';
import type { Instant } from '../domain/clock.ts';
import type { Patient } from '../domain/patient.ts';
import type { Localized } from '../domain/source.ts';
import type { GlucoseUnit } from '../domain/units.ts';
import type { Figure, Shortfall } from './figure.ts';
import type { AgpPoint } from './metrics/agp.ts';
import type { ProtocolMean } from './metrics/blood-pressure.ts';
import type { Slot } from './metrics/meal-profile.ts';
import type { Band, ShareGoal } from './metrics/time-in-range.ts';

/** A doctor's report about one patient and one period: facts only, in the order in which a doctor asks. JSON as it stands. */
export interface Report {
  readonly version: 1;
  readonly patient: Pick<Patient, 'id' | 'birthYear' | 'sex' | 'conditions' | 'medicines' | 'group'>;
  readonly from: Instant;
  readonly to: Instant;
  readonly generatedAt: Instant;
  readonly zone: string;
  readonly glucoseUnit: GlucoseUnit;
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
}

export type Section =
  /** What the patient answered of danger; what is open or severe, most urgent first; then stretches without readings. */
  | {
      readonly section: 'attention';
      readonly dangers: readonly {
        readonly asked: Instant;
        readonly question: Localized;
        readonly answer: Localized;
        readonly answered: Instant;
      }[];
      readonly alerts: readonly (AlertFact & { readonly times: number })[];
      readonly gaps: readonly { readonly kind: string; readonly from: string; readonly to: string; readonly days: number }[];
    }
  | {
      readonly section: 'glucose';
      readonly figures: Readonly<Record<'mean' | 'sd' | 'cv' | 'gmi', Figure>>;
      readonly previousMean?: number;
      readonly shares: Readonly<Record<Band, number>>;
      readonly goals: Readonly<Partial<Record<Band, ShareGoal>>>;
      /** The sensor was worn too little for these shares to stand for the patient. */
      readonly sharesShort?: Shortfall;
      readonly lowest: number;
      readonly highest: number;
      readonly beyond: number;
      readonly sensor: boolean;
      readonly points: readonly (readonly [Instant, number, Band])[];
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
  | { readonly section: 'alerts'; readonly alerts: readonly AlertFact[] }
  | {
      readonly section: 'said';
      readonly advice: readonly { readonly written: Instant; readonly text: string; readonly by: string }[];
      readonly questions: readonly {
        readonly asked: Instant;
        readonly question: Localized;
        readonly state: 'open' | 'answered' | 'unanswered';
        readonly answer?: Localized;
      }[];
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
    };

export interface PressureMean {
  readonly systolicMmHg: number;
  readonly diastolicMmHg: number;
  readonly n: number;
}

export type SectionOf<Name extends Section['section']> = Extract<Section, { section: Name }>;
