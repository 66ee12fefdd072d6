import type { Logger } from 'pino';
import type { AlertOutcome } from '../domain/alert.ts';
import type { Clock } from '../domain/clock.ts';
import type { Decision } from '../domain/decision.ts';
import type { Intake, Receipt } from '../domain/delivery.ts';
import type { FollowUp } from '../domain/follow-up.ts';
import type { Message } from '../domain/message.ts';
import type { Patient } from '../domain/patient.ts';
import type { DeviceId, PatientId, Reading, ReadingId } from '../domain/reading.ts';
import type { Language } from '../domain/source.ts';
import type { Records, Store } from '../domain/store.ts';
import type { MedicationGraph } from '../medications/graph.ts';
import type { RuleSet } from '../rules/compile.ts';
import type { Draft } from '../rules/draft.ts';
import type { Comparison } from '../rules/preview-summary.ts';
import type { ApiSettings } from './settings.ts';

export interface PreviewRequest {
  readonly draft: Draft;
  /** One patient, the patients of a group, or all. */
  readonly of: { readonly patient: PatientId } | { readonly group: Patient['group'] } | 'all';
  readonly days: number;
}

export type PreviewStep =
  | { readonly is: 'progress'; readonly done: number; readonly of: number; readonly readings: number }
  | { readonly is: 'result'; readonly comparison: Comparison };

/** Everything that the API needs from the other rooms; app.ts hands it over. */
export interface ApiParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly rules: () => RuleSet;
  /** The medication graph as its files stand now. */
  readonly medications: () => MedicationGraph;
  readonly intake: Intake;
  readonly verifyDevice: (device: DeviceId, secret: string) => Promise<boolean>;
  readonly dropDevice: (device: DeviceId) => void;
  readonly enrol: (patient: Patient) => Promise<void>;
  /** Throws HearthError api.not-found, alert.resolved, alert.stale, alert.too-long, alert.not-snoozed. */
  readonly alertDesk: {
    acknowledge(alert: string, by: string, minutes?: number): Promise<void>;
    snooze(alert: string, by: string, how: { minutes: number; reason: string }): Promise<void>;
    endSnooze(alert: string, by: string): Promise<void>;
    resolve(alert: string, by: string, end: { outcome: AlertOutcome; note: string }): Promise<void>;
  };
  /** Throws HearthError api.not-found, reading.withdrawn or reading.not-withdrawn. `of`: only a reading of this patient. */
  readonly readingDesk: {
    withdraw(reading: ReadingId, by: string, why: string, of?: PatientId): Promise<Reading>;
    restore(reading: ReadingId, by: string, why: string, of?: PatientId): Promise<Reading>;
    assign(reading: ReadingId, patient: PatientId, by: string, why: string): Promise<Reading>;
  };
  /** Who hears of the alerts among these decisions: asked before they are written. */
  readonly watchOpenings: (decisions: readonly Decision[], records: Records, now: number) => Promise<readonly Decision[]>;
  /** What Hearth last found when it looked after itself. */
  readonly watch: () => { readonly committed?: number; readonly beat?: number; readonly dead: readonly string[] };
  /** Who of a role is on duty now, by the plan. */
  readonly onDuty: (role: 'coordinator' | 'doctor') => Promise<readonly string[]>;
  readonly answer: (followUp: string, option: string, by: string) => Promise<FollowUp>;
  readonly report: (request: {
    patient: PatientId;
    from: number;
    to: number;
    language: Language;
  }) => Promise<{ readonly json: unknown; html(): Promise<string>; pdf(): Promise<Uint8Array> }>;
  /** Throws PackError when the draft does not fit, HearthError api.not-found without such a patient; both before the first step. */
  readonly preview: (request: PreviewRequest) => AsyncGenerator<PreviewStep>;
  readonly replay: (quarantined: string, by: string) => Promise<Receipt>;
  readonly secrets: {
    newSecret(): string;
    hashKey(key: string): string;
    hashSecret(secret: string, kind: 'password' | 'device'): Promise<string>;
    verifySecret(secret: string, hash: string, kind: 'password' | 'device'): Promise<boolean>;
  };
  /** Under which key the app's inbox holds a message. */
  readonly inboxKey: (message: Message) => string;
  /** 32 bytes that sign the links of patients' own pages. */
  readonly linkKey: Uint8Array;
  readonly counts: () => { readonly received: Readonly<Record<Receipt['outcome'], number>>; readonly devicesConnected: number };
  /** The folder of the built console; undefined when it was not built. */
  readonly web?: string;
  readonly settings: ApiSettings;
  readonly log: Logger;
}
