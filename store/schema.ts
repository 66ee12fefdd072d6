import type { ColumnType, Generated } from 'kysely';
import type {
  ApiTokenTable,
  AuditTable,
  CareTeamTable,
  ChallengeTable,
  FactorTable,
  LookTable,
  SessionTable,
  SignInTriesTable,
  UserTable,
} from './schema-access.ts';
import type {
  AdverseReportTable,
  AdverseVersionTable,
  AdviceTable,
  ApprovalRulesTable,
  ConversationTable,
  SaidTable,
} from './schema-advice.ts';
import type { DeskNoteTable, ShadowPatientTable, ShadowTable, TaskTable } from './schema-desk.ts';
import type {
  ClinicIssueTable,
  IssuedChangeTable,
  IssuedContentTable,
  IssuedForTable,
  IssuedReportTable,
  OwedClinicIssueTable,
  ReportRunTable,
  ReportScheduleTable,
} from './schema-issued.ts';
import type { ClinicKeptTable, ClinicWordsTable, SentenceSwitchTable, WordsProposalTable } from './schema-words.ts';

/*
 * The tables, once. Portable: text, integers of 64 bits, bytes. Instants are Unix milliseconds, yes and no are 1 and 0, and what
 * nobody searches in is JSON in `body`, without repeating a column.
 */

/** `position` is the order of commits: followers read behind it. */
export interface ReadingTable {
  position: Generated<number>;
  id: string;
  patient: string;
  kind: string;
  at: number;
  received: number;
  device: string;
  sequence: number | null;
  /** The version of the rule set that looked at it, and when; or why none had to. */
  judged_by: string | null;
  judged_at: number | null;
  exempt_because: string | null;
  body: string;
  /** Computed: the main number of a reading without flags. */
  value: ColumnType<number | null, never, never>;
}

/** A reading as it stood before a later delivery of the same identity said otherwise. */
interface CorrectionTable {
  position: Generated<number>;
  id: string;
  /** Where it stood in the stream, and until when. */
  stood: number;
  replaced: number;
  reading: string;
}

interface DecisionTable {
  position: Generated<number>;
  /** Only of decisions that nothing else remembers: the same again is not appended. */
  key: string | null;
  decided: number;
  body: string;
}

interface CursorTable {
  follower: string;
  position: number;
}

interface AlertTable {
  id: string;
  patient: string;
  opened: number;
  /** 2 high, 1 medium, 0 low. */
  urgency: number;
  is_open: number;
  state: string;
  evidence: string;
  body: string;
  rule: string | null;
  raised: number | null;
  /** What needs a person first has the highest; see alerts.ts. */
  needs: number;
  /** The first person who acknowledged, snoozed or resolved it. */
  answered_by: string | null;
  answered_at: number | null;
}

interface SnoozeTable {
  id: string;
  patient: string;
  is_over: number;
  body: string;
}

interface StormTable {
  patient: string;
  rule: string;
  body: string;
}

interface DutyPlanTable {
  number: number;
  since: number;
  by: string;
  body: string;
}

/** Signs of life that must outlast a restart: the probe of the heartbeat, since when a channel is dead. */
interface PulseTable {
  name: string;
  at: number;
  body: string;
}

interface OutboxTable {
  key: string;
  about: string;
  urgent: number;
  due: number;
  /** Not taken before: when it falls due, when it is tried again, or when the lease of whoever took it ends. */
  free: number;
  state: string;
  message: string;
  delivery: string;
  /** What goes out in one digest has the same. */
  together: string | null;
}

interface SendTable {
  key: string;
  message: string;
  about: string;
  person: string;
  channel: string;
  mark: string;
  tried: number;
  accepted: number | null;
  body: string;
  receipt: string | null;
}

/** What is known of one way to one person. */
interface ReachTable {
  person: string;
  channel: string;
  mark: string;
  body: string;
}

interface InboxTable {
  key: string;
  patient: string;
  address: string | null;
  at: number;
  read: number | null;
  body: string;
}

interface TimerTable {
  patient: string;
  what: string;
  at: number;
}

interface QuarantineTable {
  id: string;
  device: string;
  received: number;
  topic: string;
  payload: Uint8Array;
  reason: string;
  settled_at: number | null;
  settled_as: string | null;
  settled_by: string | null;
}

interface DeviceTable {
  id: string;
  secret_hash: string;
  last_seen: number | null;
  /** What it says of itself, as JSON, and when it last did. */
  facts: string | null;
  facts_at: number | null;
  /** When its secret last became another, or worth nothing. */
  access_changed: number | null;
  body: string;
}

interface OwnerTable {
  device: string;
  since: number;
  until: number | null;
  patient: string;
}

/** Owners of the users that a shared cuff counts. */
interface DeviceUserTable extends OwnerTable {
  user: number;
}

interface ClaimCodeTable {
  code_hash: string;
  until: number;
  body: string;
}

/** A patient, and what is kept for one under one name: the judge's memory, the sealed identity. */
interface PatientTable {
  id: string;
  body: string;
}

interface IdentityTable {
  patient: string;
  sealed: string;
}

interface ContactTable {
  person: string;
  sealed: string;
}

interface RuleStateTable {
  patient: string;
  body: string;
}

interface RuleStatePieceTable {
  patient: string;
  name: string;
  text: string;
}

interface ThresholdTable {
  number: Generated<number>;
  scope: string;
  rule: string;
  name: string;
  value: number;
  by: string;
  reason: string;
  since: number;
  until: number | null;
  given_value: number | null;
  given_unit: string | null;
  safer: string | null;
  approved_by: string | null;
  ended_by: string | null;
  ended_because: string | null;
}

interface CohortTable {
  id: string;
  body: string;
}

interface CohortMemberTable {
  number: Generated<number>;
  cohort: string;
  patient: string;
  by: string;
  reason: string;
  since: number;
  until: number | null;
  ended_by: string | null;
  ended_because: string | null;
}

interface LimitProposalTable {
  id: string;
  at: number;
  is_waiting: number;
  body: string;
}

interface RunTable {
  id: string;
  patient: string;
  started: number;
  done: number;
  body: string;
}

interface FollowUpTable {
  id: string;
  patient: string;
  asked: number;
  is_open: number;
  body: string;
}

interface ResponseTable {
  id: string;
  patient: string;
  answered: number;
  body: string;
}

interface PlanTable {
  patient: string;
  body: string;
}

/** Which migrations this database has been through. */
interface MigrationTable {
  name: string;
}

export interface Tables {
  readings: ReadingTable;
  corrections: CorrectionTable;
  decisions: DecisionTable;
  cursors: CursorTable;
  alerts: AlertTable;
  snoozes: SnoozeTable;
  storms: StormTable;
  duty_plans: DutyPlanTable;
  pulses: PulseTable;
  outbox: OutboxTable;
  inbox: InboxTable;
  sends: SendTable;
  reach: ReachTable;
  timers: TimerTable;
  quarantine: QuarantineTable;
  devices: DeviceTable;
  owners: OwnerTable;
  device_users: DeviceUserTable;
  claim_codes: ClaimCodeTable;
  patients: PatientTable;
  identities: IdentityTable;
  contacts: ContactTable;
  rule_states: RuleStateTable;
  rule_state_pieces: RuleStatePieceTable;
  thresholds: ThresholdTable;
  cohorts: CohortTable;
  cohort_members: CohortMemberTable;
  limit_proposals: LimitProposalTable;
  clinic_words: ClinicWordsTable;
  words_proposals: WordsProposalTable;
  sentence_switches: SentenceSwitchTable;
  runs: RunTable;
  follow_ups: FollowUpTable;
  responses: ResponseTable;
  plans: PlanTable;
  advice: AdviceTable;
  conversations: ConversationTable;
  desk_notes: DeskNoteTable;
  tasks: TaskTable;
  shadows: ShadowTable;
  shadow_patients: ShadowPatientTable;
  said: SaidTable;
  approval_rules: ApprovalRulesTable;
  adverse_reports: AdverseReportTable;
  adverse_versions: AdverseVersionTable;
  users: UserTable;
  sessions: SessionTable;
  care_teams: CareTeamTable;
  factors: FactorTable;
  challenges: ChallengeTable;
  api_tokens: ApiTokenTable;
  sign_in_tries: SignInTriesTable;
  audit: AuditTable;
  looks: LookTable;
  issued_reports: IssuedReportTable;
  issued_contents: IssuedContentTable;
  issued_for: IssuedForTable;
  issued_changes: IssuedChangeTable;
  report_schedules: ReportScheduleTable;
  report_runs: ReportRunTable;
  clinic_kept: ClinicKeptTable;
  clinic_issues: ClinicIssueTable;
  clinic_issues_owed: OwedClinicIssueTable;
  migrations: MigrationTable;
}
