import type { Logger } from 'pino';
import type { createApprovalDesk } from '../advice/approval-desk.ts';
import type { Clinic } from '../domain/clinic.ts';
import type { Clock, Instant } from '../domain/clock.ts';
import type { Intake, Receipt } from '../domain/delivery.ts';
import type { FollowUp } from '../domain/follow-up.ts';
import type { Patient } from '../domain/patient.ts';
import type { Plan } from '../domain/plan.ts';
import type { Store } from '../domain/store.ts';
import type { WatchState } from '../duty/watch.ts';
import type { MqttBroker } from '../ingest/doors/mqtt-broker.ts';
import type { createReportDesk } from '../issuing/desk.ts';
import type { createIssuer } from '../issuing/runs.ts';
import type { AdverseReports } from './adverse-reports.ts';
import type { createAlertDesk } from './alert-desk.ts';
import type { Config } from './config.ts';
import type { ReportRequest } from './make-report.ts';
import type { createReadingDesk } from './reading-desk.ts';
import type { AsideReport } from './reports-aside.ts';

export interface House {
  readonly store: Store;
  readonly intake: Intake;
  readonly broker: MqttBroker;
  /** As it is in force while this house is open. */
  readonly clinic: Clinic;
  /** On which it listens for people. */
  readonly port: number;
  /** Where people reach it: http://127.0.0.1:8080. */
  readonly url: string;
  /** Every route of the API: `GET /api/v1/patients`. */
  readonly routes: readonly string[];
  /** Deliveries since the start, by what became of them. */
  received(): Readonly<Record<Receipt['outcome'], number>>;
  /** Sets the timers that watch over a patient's plan. */
  enrol(patient: Patient): Promise<void>;
  answer(followUp: string, option: string, by: string): Promise<FollowUp>;
  keepPlan(patient: string, plan: Plan): Promise<void>;
  readonly alertDesk: ReturnType<typeof createAlertDesk>;
  readonly approvalDesk: ReturnType<typeof createApprovalDesk>;
  readonly adverse: AdverseReports;
  readonly readingDesk: ReturnType<typeof createReadingDesk>;
  report(request: ReportRequest): AsideReport;
  readonly issuer: ReturnType<typeof createIssuer>;
  readonly reportDesk: ReturnType<typeof createReportDesk>;
  replayQuarantined(id: string, by: string): Promise<Receipt>;
  /** Looks whether everything that watches over patients is alive; tells whoever is on duty, and the world outside. */
  look(): Promise<WatchState>;
  /**
   * Does everything that is due now, followers and all; resolves to how much that was. Who fails holds nobody else up; the first failure is
   * thrown at the end. For replays and tests.
   */
  settle(): Promise<number>;
  nextDue(): Promise<Instant | undefined>;
  /** Begins to do by itself what `settle` does when told. */
  start(): void;
  close(): Promise<void>;
}

export interface HouseParts {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Logger;
  /** Whether followers, timers and messages run by themselves from the start. */
  readonly background: boolean;
  readonly durability?: 'full' | 'off';
  /** What is read at the start has changed: opens the house again. */
  readonly reopen?: () => void;
}
