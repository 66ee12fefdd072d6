import type { Logger } from 'pino';
import type { AlertOutcome } from '../domain/alert.ts';
import type { StaffSee } from '../domain/care-team.ts';
import type { Clock } from '../domain/clock.ts';
import type { Way } from '../domain/contact.ts';
import type { Decision } from '../domain/decision.ts';
import type { Intake, Receipt } from '../domain/delivery.ts';
import type { FollowUp, Response } from '../domain/follow-up.ts';
import type { Message } from '../domain/message.ts';
import type { Patient } from '../domain/patient.ts';
import type { Plan } from '../domain/plan.ts';
import type { Answers, Questionnaire } from '../domain/questionnaire.ts';
import type { DeviceId, PatientId, Reading, ReadingId } from '../domain/reading.ts';
import type { Language } from '../domain/source.ts';
import type { Records, Store } from '../domain/store.ts';
import type { MedicationGraph } from '../medications/graph.ts';
import type { Resource } from '../reports/fhir/resource.ts';
import type { RuleSet } from '../rules/compile.ts';
import type { Draft } from '../rules/draft.ts';
import type { Comparison } from '../rules/preview-summary.ts';
import type { PersonReach } from './reach-contract.ts';
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
  /** The clinic's own dialects, by name. */
  readonly mappings: () => ReadonlyMap<string, unknown>;
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
  /** Whom members of staff see. */
  readonly staffSee: StaffSee;
  /** Who of a role is on duty now, by the plan. */
  readonly onDuty: (role: 'coordinator' | 'doctor') => Promise<readonly string[]>;
  readonly answer: (followUp: string, option: string, by: string) => Promise<FollowUp>;
  /** What a patient wrote back to a message; the same `id` again changes nothing. */
  readonly reply: (reply: { id: string; patient: PatientId; text: string }) => Promise<'answered' | 'passed-on' | 'repeated'>;
  /** Throws HearthError api.not-found, api.invalid with a field for each wrong answer, follow-up.closed. */
  readonly fill: (followUp: string, answers: Answers, by: string) => Promise<Response>;
  /** Inside of a transaction: keeps a plan and sets its timers. Throws HearthError api.invalid. */
  readonly keepPlan: (records: Records, patient: PatientId, plan: Plan) => Promise<void>;
  /** Inside of a transaction: sets the timers of a patient's plan anew, after a move to another zone. */
  readonly replan: (records: Records, patient: PatientId) => Promise<void>;
  readonly questionnaires: readonly Questionnaire[];
  /** What the clinic is called, for calendars. */
  readonly clinic: string;
  readonly report: (request: { patient: PatientId; from: number; to: number; language: Language }) => Promise<{
    readonly json: unknown;
    html(): Promise<string>;
    pdf(): Promise<Uint8Array>;
    fhir(how: { readonly id: string; readonly named: boolean; readonly base?: string }): Promise<Resource>;
  }>;
  /** Throws PackError when the draft does not fit, HearthError api.not-found without such a patient; both before the first step. */
  readonly preview: (request: PreviewRequest) => AsyncGenerator<PreviewStep>;
  readonly replay: (quarantined: string, by: string) => Promise<Receipt>;
  readonly secrets: {
    newSecret(): string;
    /** `WDJB-MJHT`. */
    newClaimCode(): string;
    nightscoutSecret(secret: string): string;
    hashKey(key: string): string;
    hashSecret(secret: string, kind: 'password' | 'device'): Promise<string>;
    verifySecret(secret: string, hash: string, kind: 'password' | 'device'): Promise<boolean>;
  };
  /** Under which key the app's inbox holds a message. */
  readonly inboxKey: (message: Message) => string;
  /** 32 bytes that sign the links of patients' own pages. */
  readonly linkKey: Uint8Array;
  readonly reach: {
    /** Everybody who is to be told something, who cannot be reached first. */
    everybody(): Promise<readonly PersonReach[]>;
    /** Resolves to on how many ways a test was sent. */
    drill(to: Message['to'], about?: PatientId): Promise<number>;
  };
  /** Checks and notes what a provider posts about a message. */
  readonly providerReport: (
    channel: string,
    key: string,
    request: { readonly url: string; readonly header: (name: string) => string | undefined; readonly form: ReadonlyMap<string, string> },
  ) => Promise<'noted' | 'unknown' | 'forged'>;
  /** By which browsers let this house push; absent where it does not. */
  readonly pushKey?: string;
  /** The ways to people that this house has a channel for. */
  readonly openWays: readonly Way[];
  readonly counts: () => { readonly received: Readonly<Record<Receipt['outcome'], number>>; readonly devicesConnected: number };
  /** The clinic's, for devices of which nobody says another. */
  readonly zone: string;
  /** The folder of the built console; undefined when it was not built. */
  readonly web?: string;
  readonly settings: ApiSettings;
  readonly log: Logger;
}
